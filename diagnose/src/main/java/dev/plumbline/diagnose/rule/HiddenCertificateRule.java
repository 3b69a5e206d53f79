package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The client left over the server's flight of TLS 1.3, whose certificates are encrypted (RFC 8446 §4.4): an alert after
 * the certificates is about trust, dates or names (evidence rule 3), and which of them only an alert that can be read
 * tells. Some stacks send it in clear, because they change their keys later.
 */
final class HiddenCertificateRule implements Rule {
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int BAD_CERTIFICATE = 42;
  private static final int UNSUPPORTED_CERTIFICATE = 43;
  private static final int CERTIFICATE_EXPIRED = 45;
  private static final int UNKNOWN_CA = 48;
  private static final int INTERNAL_ERROR = 80;
  private static final List<FindingId> COMMON =
      List.of(FindingId.TRUST_ANCHOR_MISSING, FindingId.HOSTNAME_MISMATCH, FindingId.CERTIFICATE_EXPIRED);
  /**
   * OpenSSL's bad_certificate is about a name or a date to come, its handshake_failure what the program's own check
   * said (mosquitto's of the name); neither is about trust.
   */
  private static final List<FindingId> NAME_OR_DATE =
      List.of(FindingId.HOSTNAME_MISMATCH, FindingId.CERTIFICATE_EXPIRED, FindingId.TRUST_ANCHOR_MISSING);
  private static final Map<FindingId, String> WORDS = Map.of(
      FindingId.TRUST_ANCHOR_MISSING, "The device lacks the root of the server's chain, or the server left an"
          + " intermediate out.",
      FindingId.HOSTNAME_MISMATCH, "The certificate may be for another name than the device asked for.",
      FindingId.CERTIFICATE_EXPIRED, "A certificate may be outside its validity.",
      FindingId.DEVICE_CLOCK_WRONG, "The device's clock may be wrong, so that valid certificates look expired to it.",
      FindingId.CERTIFICATE_USAGE, "The certificate may not be one for servers, or its issuer no authority.",
      FindingId.SNI_MISSING, "The ClientHello carries no server_name, so the server may have shown a certificate for"
          + " another name.");

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!leftOverCertificates(facts)) {
      return;
    }
    boolean readable = facts.ending().kind() == Ending.Kind.ALERT;
    if (unnamed(facts)) {
      found.accept(finding(facts, FindingId.SNI_MISSING, Confidence.SUGGESTED));
    }
    boolean openSsl = facts.stack().family() == Family.OPENSSL;
    switch (readable ? facts.ending().alert() : 0) {
      case UNKNOWN_CA -> found.accept(finding(facts, FindingId.TRUST_ANCHOR_MISSING, Confidence.IMPLIED));
      case CERTIFICATE_EXPIRED -> dates(facts, found);
      case UNSUPPORTED_CERTIFICATE -> found.accept(finding(facts, FindingId.CERTIFICATE_USAGE, Confidence.SUGGESTED));
      case BAD_CERTIFICATE, HANDSHAKE_FAILURE -> oneOf(facts, openSsl ? NAME_OR_DATE : COMMON, found);
      case INTERNAL_ERROR -> {
        if (openSsl) {
          oneOf(facts, List.of(FindingId.HOSTNAME_MISMATCH), found);
        }
      }
      case 44, 46, 49 -> oneOf(facts, COMMON, found);
      case 0 -> oneOf(facts, COMMON, found);
      default -> { }
    }
  }

  /** The client ended TLS 1.3 over the server's flight, with an alert that may be about certificates. */
  static boolean leftOverCertificates(Facts facts) {
    boolean flight = facts.conversation().all(Event.HiddenHandshake.class, Side.SERVER).findAny().isPresent();
    return facts.tls13() && flight && facts.ending().by(Side.CLIENT)
        && !facts.course().reached(Stage.CLIENT_FINISHED)
        && mayBeAboutCertificates(facts);
  }

  /**
   * Whether the alert, as far as it can be read, may be about certificates. OpenSSL's internal_error is: it is what a
   * program's own check (mosquitto's of the name) comes to that says no and sets no reason.
   */
  static boolean mayBeAboutCertificates(Facts facts) {
    Ending ending = facts.ending();
    return ending.kind() == Ending.Kind.HIDDEN_ALERT
        || ending.alertBy(Side.CLIENT, HANDSHAKE_FAILURE, BAD_CERTIFICATE, UNSUPPORTED_CERTIFICATE, 44,
            CERTIFICATE_EXPIRED, 46, UNKNOWN_CA, 49)
        || facts.stack().family() == Family.OPENSSL && ending.alertBy(Side.CLIENT, INTERNAL_ERROR);
  }

  /** A name is meant, and was not told. */
  private static boolean unnamed(Facts facts) {
    return facts.hello().flatMap(ClientHelloView::serverName).isEmpty()
        && facts.expectedName().filter(name -> !HostNames.forbiddenInServerName(name)).isPresent();
  }

  private static void dates(Facts facts, Consumer<Finding> found) {
    Optional<Instant> clock = facts.clock().flatMap(DeviceClock::time);
    boolean right = clock.filter(facts::closeToCapture).isPresent();
    boolean wrong = clock.isPresent() && !right;
    if (!wrong) {
      found.accept(finding(facts, FindingId.CERTIFICATE_EXPIRED, right ? Confidence.IMPLIED : Confidence.SUGGESTED));
    }
    if (!right) {
      found.accept(finding(facts, FindingId.DEVICE_CLOCK_WRONG, wrong ? Confidence.IMPLIED : Confidence.SUGGESTED));
    }
  }

  private static void oneOf(Facts facts, List<FindingId> ids, Consumer<Finding> found) {
    ids.forEach(id -> found.accept(finding(facts, id, Confidence.SUGGESTED)));
  }

  private static Finding finding(Facts facts, FindingId id, Confidence confidence) {
    Finding.Builder finding = facts.finding(id)
        .confidence(confidence)
        .summary("The client ended the handshake of TLS 1.3 after the server's certificates, which are encrypted: "
            + facts.ending().words() + ". " + WORDS.get(id))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("TLS 1.3 hides the certificates"
            + (facts.ending().kind() == Ending.Kind.ALERT ? "" : " and the alert")
            + ": the device's log or status code (--code) would tell more, and so would the same connection"
            + " over TLS 1.2.");
    facts.clock().flatMap(DeviceClock::time)
        .filter(time -> id == FindingId.DEVICE_CLOCK_WRONG)
        .ifPresent(time -> finding.evidence(facts.clockEvidence(time)));
    return finding.build();
  }
}
