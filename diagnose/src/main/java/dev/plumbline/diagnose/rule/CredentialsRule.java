package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.token.Jwt;
import dev.plumbline.diagnose.token.JwtReport;
import dev.plumbline.diagnose.token.SasReport;
import dev.plumbline.diagnose.token.SasToken;
import dev.plumbline.diagnose.token.SignatureCheck;
import dev.plumbline.diagnose.token.TokenProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * What is wrong with the credentials in a CONNECT that can be read: C11, C12, C36, C73, C74 (tokens), C13 (user name),
 * C75 (password without user name). A broker that accepted it is right: then these are notes.
 */
final class CredentialsRule implements Rule {
  private static final int CONNECT = 1;
  /** The user name that Google's samples send, and that one of them copies wrongly (C13). */
  private static final String UNUSED = "unused";
  /** Sizes that programs give to buffers for a user name, with a final zero and without. */
  private static final Set<Integer> BUFFERS = Set.of(63, 64, 127, 128, 255, 256);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .ifPresent(packet -> ConnectView.read(packet.bytes())
            .ifPresent(connect -> judge(facts, packet, connect, found)));
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
    cut(facts, connect).ifPresent(what -> found.accept(finding(facts, FindingId.USERNAME_CORRUPTED, packet)
        .role(facts.mqtt().accepted() ? Role.NOTE : Role.CONTRIBUTING)
        .confidence(Confidence.SUGGESTED)
        .summary("The user name in CONNECT may have been cut off: " + what + ".")
        .evidence(new EvidenceItem(packet.place(), "the user name of CONNECT: " + what))
        .undecided("What the user name should be only the device's program says: compare its length.")
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

  /**
   * What makes it likely that the end of a user name is missing: a length that is a buffer's, or that what the service
   * demands begins like it and goes on.
   */
  private static Optional<String> cut(Facts facts, ConnectView connect) {
    String name = connect.userNameText().orElse("");
    int length = connect.userName().map(bytes -> bytes.length).orElse(0);
    Optional<ServiceProfile.Identity> identity = facts.service().map(ServiceProfile::identity);
    Optional<Matcher> form = identity.flatMap(ServiceProfile.Identity::userName).map(wanted -> wanted.matcher(name));
    if (name.contains("?") && form.filter(wanted -> !wanted.matches() && wanted.hitEnd()).isPresent()) {
      return Optional.of("it is '" + name + "', and ends in the middle of what the service wants ("
          + identity.get().userNameForm() + ")");
    }
    return BUFFERS.contains(length)
        ? Optional.of("it has exactly " + length + " bytes, which is what "
            + (length % 2 == 0 ? "a buffer of that size" : "a buffer of " + (length + 1) + " bytes with its final zero")
            + " holds")
        : Optional.empty();
  }

  private static String prefixOfUnused(byte[] userName) {
    String text = new String(userName, StandardCharsets.ISO_8859_1);
    return text.startsWith("unus") && !text.equals(UNUSED)
        ? "; it begins with 'unus', four bytes of 'unused', as sizeof of a pointer copies them" : "";
  }

  private static void token(
      Facts facts, Event.Mqtt packet, byte[] password, String clientId, Consumer<Finding> found) {
    List<TokenProblem> problems = problems(facts, packet.time(), password, clientId);
    // Where its form or its algorithm is wrong, that it does not verify only follows from that.
    boolean follows = problems.stream().flatMap(problem -> idOf(problem).stream())
        .anyMatch(id -> id == FindingId.JWT_NOT_BASE64URL || id == FindingId.JWT_ALGORITHM_MISMATCH);
    for (TokenProblem problem : problems) {
      idOf(problem).ifPresent(id -> found.accept(finding(facts, id, packet)
          .role(facts.mqtt().accepted() ? Role.NOTE
              : follows && id == FindingId.JWT_SIGNATURE_INVALID ? Role.CONTRIBUTING : Role.CAUSE)
          .caseId(problem.kind().caseId())
          .confidence(Confidence.PROVED)
          .summary("The token that CONNECT carries as its password is not in order: " + problem.sentence() + ".")
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

  /** A token in which nothing is wrong that can be seen is not why the broker refuses. */
  static List<RuledOut> inOrder(Facts facts) {
    return facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .flatMap(packet -> ConnectView.read(packet.bytes()).flatMap(connect -> connect.password()
            .flatMap(password -> inOrder(facts, packet.time(), password, connect.clientIdText()))))
        .stream().toList();
  }

  private static Optional<RuledOut> inOrder(Facts facts, Instant now, byte[] password, String clientId) {
    JwtReport jwt = Jwt.inspect(password, facts.evidence().tokenKey(), now, facts.tokenLimits(clientId));
    if (!jwt.token() || !jwt.problems().isEmpty()) {
      return Optional.empty();
    }
    boolean verified = jwt.check().result() == SignatureCheck.Result.VALID;
    return Optional.of(new RuledOut("the token's form and dates" + (verified ? ", and its signature" : ""),
        verified ? "they are in order, and the signature verifies with --jwt-key"
            : "they are in order; the signature could be checked with --jwt-key"));
  }

  private static Optional<FindingId> idOf(TokenProblem problem) {
    return switch (problem.kind()) {
      case PADDING, STANDARD_BASE64, FOREIGN_CHARACTERS, NOT_THREE_SEGMENTS, HEADER_UNREADABLE, CLAIMS_UNREADABLE ->
          Optional.of(FindingId.JWT_NOT_BASE64URL);
      case ALGORITHM_NOT_TAKEN, ALGORITHM_AGAINST_KEY, SIGNATURE_IS_DER, SIGNATURE_LENGTH ->
          Optional.of(FindingId.JWT_ALGORITHM_MISMATCH);
      case SIGNATURE_MISSING, SIGNATURE_CUT, SIGNATURE_ALL_ZERO, SIGNATURE_OTHERWISE, SIGNATURE_WRONG ->
          Optional.of(FindingId.JWT_SIGNATURE_INVALID);
      case TIME_UNREADABLE, MILLISECONDS, EXPIRED, NOT_YET_VALID, LIFETIME_TOO_LONG, ENDS_BEFORE_IT_BEGINS,
          TIME_MISSING -> Optional.of(FindingId.JWT_EXPIRED);
      case NOT_URL_ENCODED, FIELD_MISSING, TOO_LONG, MAC_LENGTH, AUDIENCE_WRONG -> Optional.empty();
    };
  }
}
