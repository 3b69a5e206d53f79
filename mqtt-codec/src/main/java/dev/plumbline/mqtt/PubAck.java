package dev.plumbline.mqtt;

/**
 * The answer to a PUBLISH at QoS 1 (MQTT 3.1.1 §3.4).
 *
 * @param packetId that of the PUBLISH, 1 to 65535
 */
public record PubAck(int packetId) implements MqttPacket {
  public PubAck {
    PacketWriter.requirePacketId(packetId);
  }

  @Override
  public PacketType type() {
    return PacketType.PUBACK;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.ANSWER_LENGTH;
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.answer(out, offset, PacketType.PUBACK, packetId);
  }
}
