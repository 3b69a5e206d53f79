package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.profile.DeviceProfile.Time;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.DateFact;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Certificates and clocks: C35 (expired, or the device's clock is wrong), C37 (nobody looks at the dates). */
final class DateRule implements Rule {
  private static final int CERTIFICATE_EXPIRED = 45;
  private static final int CERTIFICATE_UNKNOWN = 46;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.chain().isEmpty() || facts.chain().get().leaf().isEmpty() || !facts.captureTimeIsPlausible()) {
      return;
    }
    ChainFacts chain = facts.chain().get();
    List<DateFact> wrong = wrong(chain, chain.datesAtCapture());
    if (!wrong.isEmpty()) {
      outsideAtCapture(facts, wrong, found);
    } else if (saysAlert(facts) && facts.flight().expiredAnchor().isPresent()) {
      found.accept(anchorExpired(facts, facts.flight().expiredAnchor().get()));
    } else {
      clock(facts, chain, found);
    }
  }

  /** Dates that count: an anchor's own do not (RFC 5280 §6.1.1 (d)). */
  private static List<DateFact> wrong(ChainFacts chain, List<DateFact> dates) {
    Optional<Object> anchor = chain.bestPath().filter(path -> path.certificates().size() > 1)
        .map(path -> path.anchor());
    return dates.stream()
        .filter(date -> !date.valid() && anchor.filter(one -> one == date.certificate()).isEmpty())
        .toList();
  }

  private static void outsideAtCapture(Facts facts, List<DateFact> wrong, Consumer<Finding> found) {
    List<EvidenceItem> dates = wrong.stream().map(date -> facts.certificates(date.sentence())).toList();
    boolean accepted = facts.course().completed() && !Blame.leftOverServerFlight(facts);
    FindingId id = accepted ? FindingId.DATES_NOT_CHECKED : FindingId.CERTIFICATE_EXPIRED;
    Finding.Builder finding = facts.finding(id)
        .role(accepted ? Role.CAUSE : Blame.role(FindingId.CERTIFICATE_EXPIRED, facts))
        .confidence(Confidence.PROVED)
        .evidence(dates);
    if (accepted) {
      finding.summary("The handshake completed although a certificate was outside its validity: the client does not"
          + " check dates. " + facts.sentence(wrong.get(0).sentence()) + ".");
      if (facts.clock().filter(clock -> clock.state() == DeviceClock.State.UNSET).isPresent()) {
        finding.evidence(new EvidenceItem(facts.hello().orElseThrow().place(),
            "ClientHello.random begins with zeros, where this stack puts the time if it has one"));
      }
    } else {
      finding.summary("A certificate of the server was outside its validity when this was captured: "
              + wrong.get(0).sentence() + ".")
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
      clockIsRight(facts).ifPresent(time -> finding.ruledOut("device-clock-wrong",
          "the device's clock, in ClientHello.random, says " + Spans.date(time) + ", the time of the capture"));
    }
    found.accept(finding.build());
  }

  /** An alert of the client that may be about a date: certificate_expired, or what GnuTLS sends for any defect. */
  private static boolean saysAlert(Facts facts) {
    return facts.ending().alertBy(Side.CLIENT)
        && Blame.role(FindingId.CERTIFICATE_EXPIRED, facts) == Role.CAUSE;
  }

  private static Finding anchorExpired(Facts facts, DateFact anchor) {
    return facts.finding(FindingId.CERTIFICATE_EXPIRED)
        .role(Blame.role(FindingId.CERTIFICATE_EXPIRED, facts))
        .confidence(facts.ending().alertBy(Side.CLIENT, CERTIFICATE_EXPIRED) ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("What the device trusts has expired: " + anchor.sentence() + ". The certificates that the server"
            + " sent are valid.")
        .evidence(EvidenceItem.of(anchor.sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Replace the device's root certificate by its successor, and keep a second root for the time after it. If"
            + " the server's chain leads only to the expired root, the server needs a new certificate as well.")
        .build();
  }

  /** The user says so; on the wire of such a stack there is no clock. */
  private static boolean believesIn1970(Facts facts) {
    return facts.evidence().profile().filter(profile -> profile.clock().time() == Time.EPOCH).isPresent()
        && facts.clock().flatMap(DeviceClock::time).isEmpty();
  }

  private static Optional<Instant> clockIsRight(Facts facts) {
    return facts.clock().flatMap(DeviceClock::time).filter(time -> facts.closeToCapture(time));
  }

  /** mbed TLS built without a clock fills the time's place at random; an alert about dates says that it has one. */
  private static boolean clockIsCertain(Facts facts) {
    return facts.stack().family() == Family.NETX
        || facts.ending().alertBy(Side.CLIENT, CERTIFICATE_EXPIRED, CERTIFICATE_UNKNOWN);
  }

  /**
   * mbed TLS has alerts for a certificate that expired, is for another name or has no issuer, and certificate_unknown
   * for the rest: not valid yet, or too weak.
   */
  private static boolean notYetValid(Facts facts, ChainFacts chain) {
    return facts.stack().family() == Family.MBEDTLS
        && facts.ending().alertBy(Side.CLIENT, CERTIFICATE_UNKNOWN)
        && chain.weaknesses().isEmpty()
        && facts.flight().good();
  }

  private static void clock(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    List<DateFact> atDevice = wrong(chain, chain.datesAtDevice());
    boolean said = facts.ending().alertBy(Side.CLIENT, CERTIFICATE_EXPIRED) || notYetValid(facts, chain);
    if (!atDevice.isEmpty()) {
      Instant time = chain.question().deviceTime().orElseThrow();
      found.accept(facts.finding(FindingId.DEVICE_CLOCK_WRONG)
          .role(Blame.role(FindingId.DEVICE_CLOCK_WRONG, facts))
          .confidence(!clockIsCertain(facts) ? Confidence.SUGGESTED
              : facts.clock().orElseThrow().state() == DeviceClock.State.LOGGED ? Confidence.IMPLIED
              : Confidence.PROVED)
          .summary("The device's clock says " + Spans.date(time) + ", " + facts.offCapture(time)
              + "; at that time the server's certificates are not valid, though they were when this was captured.")
          .evidence(facts.clockEvidence(time))
          .evidence(facts.certificates(atDevice.get(0).sentence()))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .ruledOut("certificate-expired", "every certificate was valid when this was captured")
          .build());
    } else if (believesIn1970(facts)) {
      found.accept(facts.finding(FindingId.DEVICE_CLOCK_WRONG)
          .role(Blame.role(FindingId.DEVICE_CLOCK_WRONG, facts))
          .confidence(Confidence.IMPLIED)
          .summary("By its profile the device has no time and checks dates all the same, as of 1 January 1970; no"
              + " certificate of the server was valid then.")
          .evidence(EvidenceItem.of("the profile is " + facts.evidence().profile().orElseThrow().spec()))
          .evidence(facts.certificates("valid when this was captured, and not in 1970"))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .build());
    } else if (said && clockIsRight(facts).isEmpty()) {
      found.accept(facts.finding(FindingId.DEVICE_CLOCK_WRONG)
          .confidence(chain.answersTrust() ? Confidence.IMPLIED : Confidence.SUGGESTED)
          .summary("The client says " + (notYetValid(facts, chain) ? "what mbed TLS says of a certificate that is not"
              + " valid yet (certificate_unknown)" : "that a certificate is outside its validity")
              + ", and all that the server sent were"
              + " valid when this was captured: the device's clock is wrong, or an anchor of its own has expired.")
          .evidence(facts.certificates("valid when this was captured"))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .undecided("The device's clock is not on the wire of this stack; its log would show it.")
          .build());
    }
  }
}
