package dev.plumbline.mqtt;

/**
 * The answer to a PUBLISH at QoS 2: received, and now known by its identifier (MQTT 3.1.1 §3.5).
 *
 * @param packetId that of the PUBLISH, 1 to 65535
 */
public record PubRec(int packetId) implements MqttPacket {
  public PubRec {
    PacketWriter.requirePacketId(packetId);
  }

  @Override
  public PacketType type() {
    return PacketType.PUBREC;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.ANSWER_LENGTH;
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.answer(out, offset, PacketType.PUBREC, packetId);
  }
}
