package dev.plumbline.mqtt;

/**
 * The answer to UNSUBSCRIBE (MQTT 3.1.1 §3.11).
 *
 * @param packetId that of the UNSUBSCRIBE, 1 to 65535
 */
public record UnsubAck(int packetId) implements MqttPacket {
  public UnsubAck {
    PacketWriter.requirePacketId(packetId);
  }

  @Override
  public PacketType type() {
    return PacketType.UNSUBACK;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.ANSWER_LENGTH;
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.answer(out, offset, PacketType.UNSUBACK, packetId);
  }
}
