package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import java.util.Optional;
import java.util.function.Consumer;

/** Packets that can be read and break MQTT 3.1.1, or that never came to their end. */
final class PacketRule implements Rule {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;
  /** Has a finding of its own. */
  private static final String PASSWORD_WITHOUT_USER_NAME = "MQTT-3.1.2-22";

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.ending().kind() == Ending.Kind.OPEN && !facts.waitedLong()) {
      return;
    }
    Optional<Event.Mqtt> first = facts.conversation().all(Event.Mqtt.class)
        .filter(packet -> packet.statement().isPresent())
        .filter(packet -> !PASSWORD_WITHOUT_USER_NAME.equals(packet.statement().get()))
        .filter(packet -> packet.from() == Side.CLIENT || facts.mqtt().accepted() || answersConnect(facts, packet))
        .findFirst();
    if (first.isPresent()) {
      found.accept(malformed(facts, first.get()));
    } else {
      facts.mqtt().unfinished().ifPresent(packet -> found.accept(unfinished(facts, packet)));
    }
    if (first.isEmpty() && !facts.mqtt().accepted()) {
      facts.mqtt().foreignWords().ifPresent(words -> found.accept(foreign(facts, words)));
    }
  }

  /** The first packet of a server that has not accepted CONNECT, nor refused it in good form. */
  static boolean answersConnect(Facts facts, Event.Mqtt packet) {
    return facts.mqtt().connack().isEmpty()
        && facts.conversation().all(Event.Mqtt.class, Side.SERVER).findFirst().filter(packet::equals).isPresent();
  }

  private static Finding malformed(Facts facts, Event.Mqtt packet) {
    String statement = packet.statement().orElseThrow();
    return facts.finding(FindingId.MQTT_MALFORMED)
        .role(role(facts, packet))
        .confidence(Confidence.PROVED)
        .summary("The " + (packet.from() == Side.CLIENT ? "client" : "server") + " sent "
            + MqttNames.of(packet.type()) + " that breaks MQTT 3.1.1 [" + statement + "]: "
            + packet.problem().orElse("it is malformed") + ".")
        .evidence(new EvidenceItem(packet.place(), MqttNames.of(packet.type()) + ", first byte 0x"
            + String.format("%02X", packet.bytes()[0])))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .source("MQTT 3.1.1 [" + statement + "]")
        .build();
  }

  /** A broker that answers with a return code says itself what it minds most (MQTT-3.1.2-2, MQTT-3.1.3-8). */
  private static Role role(Facts facts, Event.Mqtt packet) {
    boolean refused = packet.type() == CONNECT && facts.mqtt().connack().isPresent() && !facts.mqtt().accepted();
    boolean first = packet.from() == Side.SERVER && !facts.mqtt().accepted();
    return first || endedIt(facts, packet) ? Role.CAUSE : refused ? Role.CONTRIBUTING : Role.NOTE;
  }

  /**
   * The other side said nothing of MQTT after it but what it owed to CONNECT, and ended the connection: a broker that
   * tolerates it goes on.
   */
  private static boolean endedIt(Facts facts, Event.Mqtt packet) {
    boolean answered = facts.conversation().all(Event.Mqtt.class, packet.from().other())
        .filter(other -> other.type() != CONNACK || packet.type() == CONNECT)
        .anyMatch(other -> other.time().isAfter(packet.time()));
    return !answered && facts.ending().by(packet.from().other());
  }

  /** The server waited for the rest of a packet until it gave up, or the capture ends over that. */
  private static Finding unfinished(Facts facts, Event.Mqtt packet) {
    return facts.finding(FindingId.MQTT_MALFORMED)
        .confidence(Confidence.IMPLIED)
        .summary("The client began " + MqttNames.of(packet.type()) + " and never finished it: it announces "
            + packet.length() + " bytes, and " + packet.bytes().length + " came. The broker cannot answer before the"
            + " rest is there.")
        .evidence(new EvidenceItem(packet.place(), MqttNames.of(packet.type()) + ": "
            + packet.problem().orElse("incomplete")))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " later"))
        .undecided("Whether the length is wrong or the rest was never sent (a buffer that is too small cuts it) the"
            + " wire does not tell; the program that makes the packet does.")
        .fix("Compare the remaining length in the packet's header with what the program writes, and make the buffer of"
            + " the MQTT library as large as the longest packet.")
        .source("MQTT 3.1.1 §2.2.3")
        .build();
  }

  /** The client does not speak MQTT: its first bytes are no CONNECT, which they have to be (MQTT-3.1.0-1). */
  private static Finding foreign(Facts facts, byte[] words) {
    boolean socket = HttpWords.asksForWebSocket(words);
    Event first = facts.conversation().all(Event.ApplicationData.class, Side.CLIENT).findFirst().orElseThrow();
    return facts.finding(FindingId.MQTT_MALFORMED)
        .caseId(HttpWords.isRequest(words) ? "C34" : "")
        .confidence(HttpWords.isRequest(words) ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("What the client sends is not MQTT but " + (socket ? "HTTP that asks for a WebSocket"
            : HttpWords.isRequest(words) ? "HTTP" : "something else") + ": the first packet has to be CONNECT"
            + " [MQTT-3.1.0-1], whose first byte is 0x10, and this is" + String.format(" 0x%02X", words[0]) + ".")
        .evidence(new EvidenceItem(first.place(), "the client's first application data, " + words.length + " bytes"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix(HttpWords.isRequest(words)
            ? "Use the broker's port for MQTT over WebSocket, or set the client to MQTT over TLS without WebSocket."
            : "Check which protocol the client is set to: a broker takes MQTT on this port.")
        .source("MQTT 3.1.1 [MQTT-3.1.0-1]")
        .build();
  }
}
