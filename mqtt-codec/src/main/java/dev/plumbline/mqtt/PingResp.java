package dev.plumbline.mqtt;

/** The answer to PINGREQ (MQTT 3.1.1 §3.13). */
public record PingResp() implements MqttPacket {
  @Override
  public PacketType type() {
    return PacketType.PINGRESP;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(0);
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.bare(out, offset, PacketType.PINGRESP);
  }
}
