package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.RefusalStyle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The broker took CONNECT, and closed as soon as the client used something that this kind of service does not have, or
 * that its policy forbids (C75): QoS 2, retained messages, a message that is too long, a topic. A broker may close over
 * a PUBLISH that it does not allow, because MQTT 3.1.1 has no answer that says no (MQTT-3.3.5-2).
 */
final class ServiceLimitsRule implements Rule {
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int RETAIN = 0x01;

  /** A service that closes over a packet does so as it reads it. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.mqtt().accepted() || !facts.ending().by(Side.SERVER)
        || facts.ending().silence().compareTo(AT_ONCE) > 0) {
      return;
    }
    last(facts).ifPresent(packet -> facts.service().ifPresentOrElse(
        service -> known(facts, service, packet, found), () -> unknown(facts, packet, found)));
  }

  private static void known(Facts facts, ServiceProfile service, Event.Mqtt packet, Consumer<Finding> found) {
    Optional<String> limit = limit(service, packet);
    if (limit.isPresent()) {
      found.accept(finding(facts, service, packet, limit.get(), Confidence.IMPLIED));
    } else if (packet.type() == PUBLISH && (packet.bytes()[0] & RETAIN) != 0 && !service.mqtt().retain()) {
      found.accept(finding(facts, service, packet,
          "it has no retained messages, and this one is to be retained", Confidence.SUGGESTED));
    } else if (namesTopic(packet) && service.refusal().style() == RefusalStyle.CLOSES) {
      found.accept(finding(facts, service, packet, "a topic that the device's policy does not allow ends the"
          + " connection there", Confidence.SUGGESTED));
    } else {
      unknown(facts, packet, found);
    }
  }

  private static boolean namesTopic(Event.Mqtt packet) {
    return packet.type() == SUBSCRIBE || packet.type() == PUBLISH;
  }

  /** Of a broker that may have any limits. */
  private static void unknown(Facts facts, Event.Mqtt packet, Consumer<Finding> found) {
    if (!namesTopic(packet) || packet.statement().isPresent() || packet.unfinished()) {
      return;
    }
    String name = MqttNames.of(packet.type());
    found.accept(facts.finding(FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .caseId("C75")
        .confidence(Confidence.SUGGESTED)
        .summary("The broker took CONNECT and closed over the client's " + name + ", in which nothing is wrong: it may"
            + " not allow the topic, the QoS" + (packet.type() == PUBLISH ? ", the retain flag or the size." : "."))
        .evidence(packetEvidence(packet))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " later, and the client had not said DISCONNECT"))
        .undecided("Why it closed is not on the wire; the broker's log names the reason. A broker that was stopped just"
            + " then would look the same.")
        .fix("Read the broker's log of that moment, and compare topic and QoS with what this user or client id is"
            + " allowed (its access list or policy).")
        .source("MQTT 3.1.1 [MQTT-3.3.5-2]")
        .build());
  }

  private static EvidenceItem packetEvidence(Event.Mqtt packet) {
    return new EvidenceItem(packet.place(), MqttNames.of(packet.type()) + ", first byte 0x"
        + String.format("%02X", packet.bytes()[0]) + ", " + packet.length() + " bytes");
  }

  /** The last packet that can be read, if it is the client's: the one that was answered by the end. */
  private static Optional<Event.Mqtt> last(Facts facts) {
    return facts.conversation().last(event -> event instanceof Event.Mqtt)
        .map(Event.Mqtt.class::cast)
        .filter(packet -> packet.from() == Side.CLIENT);
  }

  private static Optional<String> limit(ServiceProfile service, Event.Mqtt packet) {
    ServiceProfile.Mqtt mqtt = service.mqtt();
    if (packet.type() != PUBLISH) {
      return Optional.empty();
    }
    int qos = packet.bytes()[0] >> 1 & 3;
    if (qos > mqtt.qosMost()) {
      return Optional.of("it takes QoS " + mqtt.qosMost() + " at most, and this is QoS " + qos);
    }
    return mqtt.packetMost() > 0 && packet.length() > mqtt.packetMost()
        ? Optional.of("it takes messages of at most " + mqtt.packetMost() + " bytes, and this packet has "
            + packet.length())
        : Optional.empty();
  }

  private static Finding finding(
      Facts facts, ServiceProfile service, Event.Mqtt packet, String why, Confidence confidence) {
    String name = MqttNames.of(packet.type());
    return facts.finding(FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .caseId("C75")
        .confidence(confidence)
        .summary("The broker took CONNECT and closed over the client's " + name + ". Of "
            + service.shortTitle() + " is known: " + why + ".")
        .evidence(packetEvidence(packet))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " later"))
        .fix("Keep to what the service has (" + service.shortTitle() + ": QoS " + service.mqtt().qosMost() + " at most"
            + (service.mqtt().retain() ? "" : ", no retained messages")
            + "), and allow the topic in the device's policy; the service's log names the reason.")
        .source(service.mqtt().evidence().source())
        .build();
  }
}
