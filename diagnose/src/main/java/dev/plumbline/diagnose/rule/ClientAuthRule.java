package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The client's certificate is missing (C69), proves no key (C70), is not wanted (C53, C70), or is weak (C46). */
final class ClientAuthRule implements Rule {
  private static final int CERTIFICATE_REQUIRED = 116;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int BAD_CERTIFICATE = 42;
  private static final int UNSUPPORTED_CERTIFICATE = 43;
  private static final int INSUFFICIENT_SECURITY = 71;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    boolean asked = facts.conversation().certificateRequest().isPresent();
    boolean failed = facts.ending().by(Side.SERVER) && !facts.mqtt().accepted();
    if (failed && (facts.mqtt().hiddenRefusal() || refusedAfterwards(facts))) {
      found.accept(hidden(facts));
    }
    if (!failed || !asked) {
      return;
    }
    Optional<CertificateView> sent = facts.conversation().certificate(Side.CLIENT);
    if (sent.isEmpty()) {
      return;
    }
    if (sent.get().certificates().isEmpty()) {
      found.accept(missing(facts, sent.get()));
    } else if (facts.course().reached(Stage.CERTIFICATE_VERIFY)) {
      ClientCertificates.proof(facts).ifPresent(proof -> judge(facts, sent.get(), proof, found));
    } else if (!facts.course().completed() && facts.ending().kind() == Ending.Kind.ALERT) {
      found.accept(rejected(facts, sent.get(), List.of()));
    }
    if (!sent.get().certificates().isEmpty() && !facts.course().completed()) {
      weak(facts, found);
    }
  }

  /**
   * TLS 1.3 was up, by its tickets, and the server ended it before any answer to a client that it had asked for a
   * certificate: nginx and other proxies finish the handshake and judge the certificate afterwards.
   */
  private static boolean refusedAfterwards(Facts facts) {
    HiddenClientFlight flight = HiddenClientFlight.of(facts);
    return facts.course().completed()
        && (flight == HiddenClientFlight.EMPTY_CERTIFICATE || flight == HiddenClientFlight.CERTIFICATE)
        && endedUnanswered(facts);
  }

  /** The server ended it at once, and nothing that it said is an answer to CONNECT. */
  private static boolean endedUnanswered(Facts facts) {
    return facts.ending().leftSilently(Side.SERVER)
        && facts.ending().silence().compareTo(AT_ONCE) < 0
        && facts.conversation().all(Event.ApplicationData.class, Side.SERVER).noneMatch(facts.mqtt()::answers);
  }

  /** The server refused, and the client's chain has a key or a signature that many servers refuse (C46). */
  private static void weak(Facts facts, Consumer<Finding> found) {
    List<String> weaknesses = ClientCertificates.weaknesses(facts);
    if (weaknesses.isEmpty()) {
      return;
    }
    found.accept(facts.finding(FindingId.WEAK_KEY_OR_SIGNATURE)
        .confidence(facts.ending().alertBy(Side.SERVER, BAD_CERTIFICATE, UNSUPPORTED_CERTIFICATE, INSUFFICIENT_SECURITY)
            ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("A key or signature of the client's own chain is below what many servers accept: " + weaknesses.get(0)
            + ".")
        .evidence(weaknesses.stream().map(facts::clientCertificates).toList())
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("Which keys this server refuses is its policy, which the wire does not show.")
        .build());
  }

  /** TLS 1.3 hides both the certificate and the refusal; lengths and order still tell something. */
  private static Finding hidden(Facts facts) {
    HiddenClientFlight flight = HiddenClientFlight.of(facts);
    boolean empty = flight == HiddenClientFlight.EMPTY_CERTIFICATE;
    boolean whole = flight == HiddenClientFlight.CERTIFICATE;
    boolean wentOn = facts.course().applicationRecords(Side.CLIENT) > 0;
    String seen = empty ? "By the length of the client's flight its certificate list was empty."
        : whole
            ? "The client's flight is long enough to hold a certificate, so it is one that the server does not accept."
        : "The client may have sent no certificate, or one that the server does not accept.";
    return facts.finding(whole ? FindingId.CLIENT_CERTIFICATE_REJECTED : FindingId.CLIENT_CERTIFICATE_MISSING)
        .confidence(empty || whole && !wentOn ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The server ended a TLS 1.3 connection as soon as the client had finished (" + facts.ending().words()
            + "), as servers do over a client certificate. " + seen)
        .evidence(facts.conversation().all(Event.HiddenHandshake.class, Side.CLIENT)
            .map(one -> new EvidenceItem(one.place(), "a record of " + one.length() + " bytes of the client's flight"))
            .toList())
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("TLS 1.3 encrypts the certificates and the alert: the broker's log says what it refused, and over"
            + " TLS 1.2 the capture would.")
        .build();
  }

  private static Finding missing(Facts facts, CertificateView sent) {
    boolean refused = !facts.course().completed() || facts.ending().alertBy(Side.SERVER, CERTIFICATE_REQUIRED);
    Finding.Builder finding = facts.finding(FindingId.CLIENT_CERTIFICATE_MISSING)
        .confidence(refused && facts.ending().kind() == Ending.Kind.ALERT ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The server asked for a client certificate and the client sent an empty list.")
        .evidence(new EvidenceItem(sent.place(), "the client's Certificate message holds no certificate"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
    facts.device().codeInLog("0x18A").ifPresent(line -> finding.evidence(EvidenceItem.of(
        "the device's log has " + line + ": its key is PKCS#8, which NetX Secure does not take")));
    return finding.build();
  }

  private static void judge(
      Facts facts, CertificateView sent, ClientProof proof, Consumer<Finding> found) {
    if (proof.computed() && !proof.valid()) {
      found.accept(facts.finding(FindingId.CERTIFICATE_VERIFY_INVALID)
          .confidence(Confidence.PROVED)
          .summary("The client's CertificateVerify does not verify with the key of the certificate that it sent: "
              + proof.sentence())
          .evidence(new EvidenceItem(proof.place(), "CertificateVerify, checked over the captured handshake: "
              + proof.sentence()))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .fix(proof.fix().isEmpty() ? facts.fix(FindingId.CERTIFICATE_VERIFY_INVALID) : proof.fix())
          .build());
    } else if (!facts.course().completed() || facts.ending().alertBy(Side.SERVER, CERTIFICATE_REQUIRED)
        || endedUnanswered(facts)) {
      found.accept(rejected(facts, sent, proof.valid()
          ? List.of(new EvidenceItem(proof.place(), "CertificateVerify verifies with the certificate's key"))
          : List.of()));
    }
  }

  private static Finding rejected(Facts facts, CertificateView sent, List<EvidenceItem> proof) {
    boolean aboutIt = facts.ending().alertBy(Side.SERVER, 42, 43, 44, 45, 46, 48, 49);
    // Once CONNECT is out, the broker may have closed over that, unless the certificate is one that nobody takes.
    boolean maybeOverConnect = facts.course().completed() && facts.course().applicationRecords(Side.CLIENT) > 0
        && ClientCertificates.defects(facts).isEmpty();
    Finding.Builder finding = facts.finding(FindingId.CLIENT_CERTIFICATE_REJECTED)
        .confidence(aboutIt ? Confidence.PROVED
            : proof.isEmpty() || maybeOverConnect ? Confidence.SUGGESTED : Confidence.IMPLIED)
        .summary("The server refuses the client's certificate: " + facts.ending().words() + ". "
            + reason(facts))
        .evidence(new EvidenceItem(sent.place(), "the client's Certificate: " + ClientCertificates.words(facts)))
        .evidence(proof)
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
    if (!proof.isEmpty()) {
      finding.ruledOut("certificate-verify-invalid", "the client's signature verifies over the captured handshake");
    }
    return finding.build();
  }

  private static String reason(Facts facts) {
    List<String> defects = ClientCertificates.defects(facts);
    return defects.isEmpty()
        ? "Its issuer is not one that the server knows, or the server does not know this device."
        : String.join(" ", defects);
  }
}
