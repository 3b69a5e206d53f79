package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.token.Jwt;
import dev.plumbline.diagnose.token.JwtReport;
import dev.plumbline.diagnose.token.SasReport;
import dev.plumbline.diagnose.token.SasToken;
import dev.plumbline.diagnose.token.TokenProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is wrong with the credentials in a CONNECT that can be read: C11, C12, C36, C73, C74 (tokens), C13 (user name), C75
 * (password without user name). A broker that accepted it is right: then these are notes.
 */
final class CredentialsRule implements Rule {
  private static final int CONNECT = 1;
  /** The user name that Google's samples send, and that one of them copies wrongly (C13). */
  private static final String UNUSED = "unused";

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .ifPresent(packet -> ConnectView.read(packet.bytes()).ifPresent(connect -> judge(facts, packet, connect, found)));
  }

  private static void judge(Facts facts, Event.Mqtt packet, ConnectView connect, Consumer<Finding> found) {
    if (connect.passwordFlag() && !connect.userNameFlag()) {
      found.accept(finding(facts, FindingId.PASSWORD_WITHOUT_USERNAME, packet)
          .confidence(Confidence.PROVED)
          .summary("CONNECT sets the password flag without the user name flag, which MQTT 3.1.1 forbids"
              + " [MQTT-3.1.2-22].")
          .evidence(new EvidenceItem(packet.place(), String.format("CONNECT flags are 0x%02X", connect.flags())))
          .build());
    }
    connect.userName().flatMap(CredentialsRule::corruption).ifPresent(what ->
        found.accept(finding(facts, FindingId.USERNAME_CORRUPTED, packet)
            .confidence(Confidence.PROVED)
            .summary("The user name in CONNECT is not what was meant: " + what + ".")
            .evidence(new EvidenceItem(packet.place(), "the user name of CONNECT: " + what))
            .build()));
    connect.password().ifPresent(password -> token(facts, packet, password, connect.clientIdText(), found));
  }

  private static Finding.Builder finding(Facts facts, FindingId id, Event.Mqtt packet) {
    return facts.finding(id).role(facts.mqtt().accepted() ? Role.NOTE : Role.CAUSE);
  }

  /** How a user name betrays a bad copy; empty if it does not. */
  private static Optional<String> corruption(byte[] userName) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(userName)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of("its " + userName.length + " bytes are not UTF-8" + prefixOfUnused(userName));
    }
    if (text.chars().anyMatch(character -> character < 0x20 || character == 0x7f)) {
      return Optional.of("it has control characters in it" + prefixOfUnused(userName));
    }
    boolean cut = text.length() >= 3 && text.length() < UNUSED.length() && UNUSED.startsWith(text);
    return cut ? Optional.of("it is '" + text + "', the beginning of 'unused'") : Optional.empty();
  }

  private static String prefixOfUnused(byte[] userName) {
    String text = new String(userName, StandardCharsets.ISO_8859_1);
    return text.startsWith("unus") && !text.equals(UNUSED)
        ? "; it begins with 'unus', four bytes of 'unused', as sizeof of a pointer copies them" : "";
  }

  private static void token(
      Facts facts, Event.Mqtt packet, byte[] password, String clientId, Consumer<Finding> found) {
    for (TokenProblem problem : problems(facts, packet.time(), password, clientId)) {
      idOf(problem).ifPresent(id -> found.accept(finding(facts, id, packet)
          .caseId(problem.kind().caseId())
          .confidence(Confidence.PROVED)
          .summary("The token that CONNECT carries as its password is not in order: " + problem.sentence())
          .evidence(new EvidenceItem(packet.place(), "the token (" + password.length + " bytes): "
              + problem.sentence()))
          .evidence(id == FindingId.JWT_EXPIRED ? TokenClockRule.evidence(facts) : List.of())
          .build()));
    }
  }

  private static List<TokenProblem> problems(Facts facts, Instant now, byte[] password, String clientId) {
    JwtReport jwt = Jwt.inspect(password, facts.evidence().tokenKey(), now, facts.tokenLimits(clientId));
    if (jwt.token()) {
      return jwt.problems();
    }
    SasReport sas = SasToken.inspect(password, now);
    return sas.token() ? sas.problems() : List.of();
  }

  /** What is wrong with the token and has no finding of its own: why the broker refused it, nevertheless (C76). */
  static List<EvidenceItem> otherTokenProblems(Facts facts, Event.Mqtt packet, ConnectView connect) {
    return connect.password().stream()
        .flatMap(password -> problems(facts, packet.time(), password, connect.clientIdText()).stream())
        .filter(problem -> idOf(problem).isEmpty())
        .map(problem -> new EvidenceItem(packet.place(), "the token: " + problem.sentence()))
        .toList();
  }

  private static Optional<FindingId> idOf(TokenProblem problem) {
    return switch (problem.kind()) {
      case PADDING, STANDARD_BASE64, FOREIGN_CHARACTERS, NOT_THREE_SEGMENTS, HEADER_UNREADABLE, CLAIMS_UNREADABLE ->
          Optional.of(FindingId.JWT_NOT_BASE64URL);
      case ALGORITHM_NOT_TAKEN, ALGORITHM_AGAINST_KEY, SIGNATURE_IS_DER, SIGNATURE_LENGTH ->
          Optional.of(FindingId.JWT_ALGORITHM_MISMATCH);
      case SIGNATURE_MISSING, SIGNATURE_ALL_ZERO, SIGNATURE_OTHERWISE, SIGNATURE_WRONG ->
          Optional.of(FindingId.JWT_SIGNATURE_INVALID);
      case TIME_UNREADABLE, MILLISECONDS, EXPIRED, NOT_YET_VALID, LIFETIME_TOO_LONG, ENDS_BEFORE_IT_BEGINS,
          TIME_MISSING -> Optional.of(FindingId.JWT_EXPIRED);
      case NOT_URL_ENCODED, FIELD_MISSING, TOO_LONG, AUDIENCE_WRONG -> Optional.empty();
    };
  }
}
