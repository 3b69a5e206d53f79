package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.UnsubAck;
import dev.plumbline.mqtt.Unsubscribe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The SUBSCRIBEs and UNSUBSCRIBEs of one connection that the server has not answered. They are not part of the
 * session state (MQTT 3.1.1 §4.1), so they end with the connection, and give their identifiers back.
 */
final class Requests {
  private final PacketIds packetIds;
  private final Map<Integer, Subscribe> subscribes = new HashMap<>();
  private final Map<Integer, Unsubscribe> unsubscribes = new HashMap<>();

  Requests(PacketIds packetIds) {
    this.packetIds = packetIds;
  }

  /** A SUBSCRIBE with an identifier of its own; if it is refused as invalid, none is used. */
  Subscribe subscribe(List<Subscription> subscriptions) {
    Subscribe subscribe = new Subscribe(nextPacketId(), subscriptions);
    packetIds.use(subscribe.packetId());
    subscribes.put(subscribe.packetId(), subscribe);
    return subscribe;
  }

  /** An UNSUBSCRIBE with an identifier of its own; if it is refused as invalid, none is used. */
  Unsubscribe unsubscribe(List<TopicFilter> topicFilters) {
    Unsubscribe unsubscribe = new Unsubscribe(nextPacketId(), topicFilters);
    packetIds.use(unsubscribe.packetId());
    unsubscribes.put(unsubscribe.packetId(), unsubscribe);
    return unsubscribe;
  }

  private int nextPacketId() {
    int packetId = packetIds.next();
    if (packetId == 0) {
      throw new IllegalStateException("all 65535 packet identifiers are in use");
    }
    return packetId;
  }

  SessionEvent answer(SubAck subAck) throws MqttException {
    Subscribe subscribe = subscribes.remove(subAck.packetId());
    if (subscribe == null) {
      throw MqttFault.SUBACK_UNASKED.with("packet identifier " + subAck.packetId());
    }
    packetIds.free(subAck.packetId());
    int asked = subscribe.subscriptions().size();
    if (subAck.returnCodes().size() != asked) {
      throw MqttFault.SUBACK_RETURN_CODE_COUNT.with(subAck.returnCodes().size() + " for " + asked + " topic filters");
    }
    return new SessionEvent.Subscribed(subAck.packetId(), subscribe.subscriptions(), subAck.returnCodes());
  }

  SessionEvent answer(UnsubAck unsubAck) throws MqttException {
    Unsubscribe unsubscribe = unsubscribes.remove(unsubAck.packetId());
    if (unsubscribe == null) {
      throw MqttFault.UNSUBACK_UNASKED.with("packet identifier " + unsubAck.packetId());
    }
    packetIds.free(unsubAck.packetId());
    return new SessionEvent.Unsubscribed(unsubAck.packetId(), unsubscribe.topicFilters());
  }

  /** The connection is over. */
  void abandon() {
    subscribes.keySet().forEach(packetIds::free);
    unsubscribes.keySet().forEach(packetIds::free);
    subscribes.clear();
    unsubscribes.clear();
  }
}
