package dev.plumbline.mqtt;

/**
 * The answer to PUBREC: the receiver may forget the identifier (MQTT 3.1.1 §3.6).
 *
 * @param packetId that of the PUBLISH, 1 to 65535
 */
public record PubRel(int packetId) implements MqttPacket {
  public PubRel {
    PacketWriter.requirePacketId(packetId);
  }

  @Override
  public PacketType type() {
    return PacketType.PUBREL;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.ANSWER_LENGTH;
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.answer(out, offset, PacketType.PUBREL, packetId);
  }
}
