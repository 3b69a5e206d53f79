package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ExtensionView;
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

/** The client gave up on a warning, or on an extension that it did not offer: C59. */
final class WarningAlertRule implements Rule {
  private static final int TLS_1_3 = 0x0304;
  private static final int UNSUPPORTED_EXTENSION = 110;
  private static final int[] ABOUT_EXTENSIONS = {UNSUPPORTED_EXTENSION, 10, 40, 47, 50, 80};
  private static final int RENEGOTIATION_INFO = 0xff01;
  private static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;

  /** Alerts that say that something is wrong with a certificate or its name; then the warning was not the reason. */
  private static final Set<Integer> ABOUT_CERTIFICATES = Set.of(42, 43, 44, 45, 46, 48, 49);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().by(Side.CLIENT) || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE)) {
      return;
    }
    warning(facts, found);
    notOffered(facts).ifPresent(type -> found.accept(extension(facts, type)));
  }

  /** An extension of ServerHello that ClientHello does not have, which it must not answer with (RFC 5246 §7.4.1.4). */
  private static Optional<Integer> notOffered(Facts facts) {
    if (facts.hello().isEmpty() || facts.answer().filter(answer -> answer.version() < TLS_1_3).isEmpty()
        || facts.ending().kind() == Ending.Kind.ALERT && !facts.ending().alertBy(Side.CLIENT, ABOUT_EXTENSIONS)) {
      return Optional.empty();
    }
    boolean signalled = facts.hello().get().suites().contains(EMPTY_RENEGOTIATION_INFO_SCSV);
    return facts.answer().get().extensions().stream().map(ExtensionView::type)
        .filter(type -> facts.hello().get().extension(type).isEmpty())
        .filter(type -> !(type == RENEGOTIATION_INFO && signalled)) // RFC 5746 §3.6
        .findFirst();
  }

  private static Finding extension(Facts facts, int type) {
    boolean said = facts.ending().alertBy(Side.CLIENT, UNSUPPORTED_EXTENSION);
    String name = Names.extension(type);
    return facts.finding(FindingId.WARNING_ALERT_INTOLERANCE)
        .confidence(said ? Confidence.PROVED : Confidence.SUGGESTED)
        .summary("ServerHello carries the extension " + name + ", which ClientHello did not offer: a server must not do"
            + " that, and a client ends the handshake over it.")
        .evidence(new EvidenceItem(facts.answer().orElseThrow().place(), "ServerHello has " + name))
        .evidence(new EvidenceItem(facts.hello().orElseThrow().place(), "ClientHello does not have " + name))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Update the server, or what stands before it (a proxy, a load balancer), so that it answers only to what"
            + " was offered.")
        .source("RFC 5246 §7.4.1.4")
        .build();
  }

  private static void warning(Facts facts, Consumer<Finding> found) {
    Optional<Event.Alert> warning = facts.conversation().all(Event.Alert.class, Side.SERVER)
        .filter(alert -> alert.level() == 1 && !alert.closeNotify())
        .filter(alert -> facts.ending().time().filter(end -> !end.isBefore(alert.time())).isPresent())
        .findFirst();
    if (warning.isEmpty() || ABOUT_CERTIFICATES.contains(facts.ending().alert())) {
      return;
    }
    String name = Names.alert(warning.get().description());
    found.accept(facts.finding(FindingId.WARNING_ALERT_INTOLERANCE)
        .confidence(facts.flight().good() || !facts.course().reached(Stage.CERTIFICATE)
            ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The server sent the alert " + name + " as a warning and went on; the client took it for the end.")
        .evidence(new EvidenceItem(warning.get().place(), "the server warns: " + name))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }
}
