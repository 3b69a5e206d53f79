package dev.plumbline.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * The client's request to receive what matches its filters (MQTT 3.1.1 §3.8).
 *
 * @param packetId an identifier not in use, 1 to 65535
 * @param subscriptions the requests in order, at least one
 */
public record Subscribe(int packetId, List<Subscription> subscriptions) implements MqttPacket {
  public Subscribe {
    PacketWriter.requirePacketId(packetId);
    subscriptions = List.copyOf(subscriptions);
    if (subscriptions.isEmpty()) {
      throw MqttFault.SUBSCRIBE_WITHOUT_FILTER.refuse("no subscription");
    }
    PacketWriter.requireRemainingLength(PacketType.SUBSCRIBE, remainingLength(subscriptions));
  }

  static Subscribe read(BodyReader body) throws MqttException {
    int packetId = body.packetId();
    List<Subscription> subscriptions = new ArrayList<>();
    while (body.remaining() > 0) {
      TopicFilter topicFilter = body.topicFilter();
      int qos = body.u8("requested QoS");
      if (qos > 2) {
        throw body.fault(MqttFault.SUBSCRIBE_QOS, "requested QoS " + FixedHeader.hex(qos), body.position() - 1);
      }
      subscriptions.add(new Subscription(topicFilter, QoS.of(qos)));
    }
    if (subscriptions.isEmpty()) {
      throw MqttFault.SUBSCRIBE_WITHOUT_FILTER.with("the payload is empty");
    }
    return new Subscribe(packetId, subscriptions);
  }

  @Override
  public PacketType type() {
    return PacketType.SUBSCRIBE;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength((int) remainingLength(subscriptions));
  }

  private static long remainingLength(List<Subscription> subscriptions) {
    long length = 2;
    for (Subscription subscription : subscriptions) {
      length += 2 + subscription.topicFilter().length() + 1;
    }
    return length;
  }

  @Override
  public int encode(byte[] out, int offset) {
    int remainingLength = (int) remainingLength(subscriptions);
    int at = PacketWriter.header(out, offset, PacketType.SUBSCRIBE.firstByte(), remainingLength);
    at = PacketWriter.u16(out, at, packetId);
    for (Subscription subscription : subscriptions) {
      at = PacketWriter.field(out, at, subscription.topicFilter().utf8());
      out[at++] = (byte) subscription.qos().number();
    }
    return at;
  }
}
