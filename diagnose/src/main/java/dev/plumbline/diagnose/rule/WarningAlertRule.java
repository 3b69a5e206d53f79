package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The client gave up on a warning: C59. */
final class WarningAlertRule implements Rule {
  /** Alerts that say that something is wrong with a certificate or its name; then the warning was not the reason. */
  private static final Set<Integer> ABOUT_CERTIFICATES = Set.of(42, 43, 44, 45, 46, 48, 49);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().by(Side.CLIENT) || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return;
    }
    Optional<Event.Alert> warning = facts.conversation().all(Event.Alert.class, Side.SERVER)
        .filter(alert -> alert.level() == 1 && !alert.closeNotify())
        .filter(alert -> facts.ending().time().filter(end -> !end.isBefore(alert.time())).isPresent())
        .findFirst();
    if (warning.isEmpty() || ABOUT_CERTIFICATES.contains(facts.ending().alert())) {
      return;
    }
    String name = Names.alert(warning.get().description());
    found.accept(facts.finding(FindingId.WARNING_ALERT_INTOLERANCE)
        .confidence(facts.serverFlightIsGood() || !facts.course().reached(Stage.CERTIFICATE)
            ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The server sent the alert " + name + " as a warning and went on; the client took it for the end.")
        .evidence(new EvidenceItem(warning.get().place(), "the server warns: " + name))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }
}
