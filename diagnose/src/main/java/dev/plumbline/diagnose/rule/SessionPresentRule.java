package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The client asked for a clean session and CONNACK says that there is an old one (MQTT-3.2.2-1): NetX's client ends the
 * connection over it (netxduo v6.4, _nxd_mqtt_process_connack), others go on.
 */
final class SessionPresentRule implements Rule {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;
  private static final int DISCONNECT = 14;
  private static final int LENGTH = 4;
  private static final String STATEMENT = "MQTT-3.2.2-1";

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Optional<Event.Mqtt> connect = packet(facts, Side.CLIENT, CONNECT);
    Optional<Event.Mqtt> connack = packet(facts, Side.SERVER, CONNACK)
        .filter(packet -> packet.bytes().length == LENGTH && packet.bytes()[2] == 1 && packet.bytes()[3] == 0);
    boolean clean = connect.flatMap(packet -> ConnectView.read(packet.bytes()))
        .filter(ConnectView::cleanSession).isPresent();
    if (connack.isEmpty() || !clean) {
      return;
    }
    boolean wentOn = facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .anyMatch(packet -> packet.type() != CONNECT && packet.type() != DISCONNECT);
    found.accept(facts.finding(FindingId.MQTT_MALFORMED)
        .role(facts.ending().by(Side.CLIENT) && !wentOn ? Role.CAUSE : Role.NOTE)
        .confidence(Confidence.PROVED)
        .summary("The client asked for a clean session, and the server's CONNACK says that there is a session of"
            + " before [" + STATEMENT + "]" + (wentOn ? "." : "; the client did nothing more than leave."))
        .evidence(new EvidenceItem(connect.orElseThrow().place(), "CONNECT has clean session set"))
        .evidence(new EvidenceItem(connack.get().place(), "CONNACK has session present set"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Correct the broker, or what stands before it: after a clean session was asked for,"
            + " session present must be 0.")
        .source("MQTT 3.1.1 [" + STATEMENT + "]")
        .build());
  }

  private static Optional<Event.Mqtt> packet(Facts facts, Side from, int type) {
    return facts.conversation().all(Event.Mqtt.class, from).filter(packet -> packet.type() == type).findFirst();
  }
}
