package dev.plumbline.mqtt;

/**
 * The answer to PUBREL, which ends a delivery at QoS 2 (MQTT 3.1.1 §3.7).
 *
 * @param packetId that of the PUBLISH, 1 to 65535
 */
public record PubComp(int packetId) implements MqttPacket {
  public PubComp {
    PacketWriter.requirePacketId(packetId);
  }

  @Override
  public PacketType type() {
    return PacketType.PUBCOMP;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.ANSWER_LENGTH;
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.answer(out, offset, PacketType.PUBCOMP, packetId);
  }
}
