package dev.plumbline.mqtt;

import java.util.Objects;

/**
 * An application message on its way (MQTT 3.1.1 §3.3).
 *
 * @param topicName where it is published
 * @param payload what is published; topic name and payload together stay under 256 MiB
 * @param qos how it is delivered
 * @param retain from a client: the server shall keep it; from a server: it had been kept
 * @param dup whether this may not be the first attempt; false at QoS 0
 * @param packetId 1 to 65535, or 0 at QoS 0, where there is none
 */
public record Publish(TopicName topicName, Payload payload, QoS qos, boolean retain, boolean dup, int packetId)
    implements MqttPacket {
  private static final int DUP_BIT = 0b1000;
  private static final int QOS_BITS = 0b0110;
  private static final int RETAIN_BIT = 0b0001;

  public Publish {
    Objects.requireNonNull(topicName, "topicName");
    Objects.requireNonNull(payload, "payload");
    if (qos.isAcknowledged()) {
      PacketWriter.requirePacketId(packetId);
    } else if (packetId != 0) {
      throw MqttFault.PACKET_ID_WITHOUT_QOS.refuse("packet identifier " + packetId);
    } else if (dup) {
      throw MqttFault.DUP_WITHOUT_QOS.refuse("DUP at QoS 0");
    }
    PacketWriter.requireRemainingLength(PacketType.PUBLISH, remainingLength(topicName, payload, qos));
  }

  static Publish read(int flags, BodyReader body) throws MqttException {
    QoS qos = qosOf(flags);
    TopicName topicName = body.topicName("topic name");
    int packetId = qos.isAcknowledged() ? body.packetId() : 0;
    return new Publish(topicName, Payload.owning(body.rest()), qos, retainOf(flags), dupOf(flags), packetId);
  }

  /** The rule that these flags of a fixed header break, or null. */
  static MqttFault faultOf(int flags) {
    int qos = flags & QOS_BITS;
    if (qos == QOS_BITS) {
      return MqttFault.PUBLISH_QOS_3;
    }
    return qos == 0 && dupOf(flags) ? MqttFault.DUP_WITHOUT_QOS : null;
  }

  static QoS qosOf(int flags) {
    return QoS.of((flags & QOS_BITS) >> 1);
  }

  static boolean dupOf(int flags) {
    return (flags & DUP_BIT) != 0;
  }

  static boolean retainOf(int flags) {
    return (flags & RETAIN_BIT) != 0;
  }

  @Override
  public PacketType type() {
    return PacketType.PUBLISH;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength((int) remainingLength(topicName, payload, qos));
  }

  private static long remainingLength(TopicName topicName, Payload payload, QoS qos) {
    return 2L + topicName.length() + (qos.isAcknowledged() ? 2 : 0) + payload.length();
  }

  @Override
  public int encode(byte[] out, int offset) {
    int flags = (dup ? DUP_BIT : 0) | qos.number() << 1 | (retain ? RETAIN_BIT : 0);
    int remainingLength = (int) remainingLength(topicName, payload, qos);
    int at = PacketWriter.header(out, offset, PacketType.PUBLISH.number() << 4 | flags, remainingLength);
    at = PacketWriter.field(out, at, topicName.utf8());
    if (qos.isAcknowledged()) {
      at = PacketWriter.u16(out, at, packetId);
    }
    return PacketWriter.bytes(out, at, payload.bytes());
  }
}
