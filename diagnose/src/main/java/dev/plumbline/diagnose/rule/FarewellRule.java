package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import java.util.function.Consumer;

/** A broker of MQTT 5 ends a session with DISCONNECT, which says why (MQTT 5 §3.14.2.1): C75. */
final class FarewellRule implements Rule {
  private static final int DISCONNECT = 14;
  private static final int REASON = 2;
  private static final int FIRST_ERROR = 0x80;
  private static final int TAKEN_OVER = 0x8E;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == DISCONNECT && packet.bytes().length > REASON)
        .filter(packet -> (packet.bytes()[REASON] & 0xFF) >= FIRST_ERROR)
        .filter(packet -> facts.mqtt().accepted())
        .findFirst()
        .ifPresent(packet -> found.accept(finding(facts, packet, packet.bytes()[REASON] & 0xFF)));
  }

  private static Finding finding(Facts facts, Event.Mqtt packet, int reason) {
    boolean taken = reason == TAKEN_OVER;
    return facts.finding(taken ? FindingId.DUPLICATE_CLIENT_ID : FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .caseId("C75")
        .confidence(Confidence.PROVED)
        .summary(taken
            ? "Another connection with the same client id took this one's session over:"
                + " the broker's DISCONNECT says so."
            : "The broker took CONNECT and ended the session later, and says why: " + MqttNames.reason(reason) + ".")
        .evidence(new EvidenceItem(packet.place(), String.format("DISCONNECT from the server with reason code 0x%02X",
            reason)))
        .source("MQTT 5 §3.14.2.1")
        .build();
  }
}
