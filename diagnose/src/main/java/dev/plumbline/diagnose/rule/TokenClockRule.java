package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.diagnose.service.ServiceProfile.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The clock is wrong and TLS does not mind, and then the broker refuses the token that was made by that clock (C36).
 * The token may be encrypted; the clock is in the ClientHello.
 */
final class TokenClockRule implements Rule {

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    boolean refused = facts.course().completed() && facts.course().reached(Stage.CONNECT) && !facts.mqtt().accepted()
        && facts.ending().by(Side.SERVER);
    Optional<Instant> wrong = wrongClock(facts);
    if (!refused || wrong.isEmpty() || !tokens(facts)) {
      return;
    }
    boolean token = facts.service().isPresent();
    found.accept(facts.finding(FindingId.DEVICE_CLOCK_WRONG)
        .caseId("C36")
        .role(Role.CONTRIBUTING)
        .confidence(token && facts.stack().family() == Family.NETX ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("TLS did not mind, but the device's clock says " + Spans.date(wrong.get()) + ", "
            + facts.offCapture(wrong.get()) + ": a token that is made by that clock is not valid for the broker.")
        .evidence(facts.clockEvidence(wrong.get()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " after CONNECT"))
        .undecided(token ? "" : "Whether this broker takes tokens with a time in them is not known (--service).")
        .build());
  }

  /** What the clock has to do with a token that is out of date; nothing if it is right, or not known. */
  static List<EvidenceItem> evidence(Facts facts) {
    return wrongClock(facts)
        .map(time -> List.of(new EvidenceItem(facts.clockEvidence(time).place(),
            facts.clockEvidence(time).text() + ", " + facts.offCapture(time))))
        .orElse(List.of());
  }

  /** The device's time, if it is further off than a service tolerates. */
  private static Optional<Instant> wrongClock(Facts facts) {
    Duration tolerated = facts.tokenLimits("").clockSkew();
    return facts.captureTimeIsPlausible()
        ? facts.clock().flatMap(DeviceClock::time)
            .filter(time -> Duration.between(time, facts.captureTime()).abs().compareTo(tolerated) > 0)
        : Optional.empty();
  }

  /** Whether the broker may want a token: one that is known to take something else does not. */
  private static boolean tokens(Facts facts) {
    return facts.service().map(service -> service.identity().password())
        .filter(password -> password != Password.JWT && password != Password.SAS).isEmpty();
  }
}
