package dev.plumbline.mqtt;

/** The client is still there, and asks whether the server is (MQTT 3.1.1 §3.12). */
public record PingReq() implements MqttPacket {
  @Override
  public PacketType type() {
    return PacketType.PINGREQ;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(0);
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.bare(out, offset, PacketType.PINGREQ);
  }
}
