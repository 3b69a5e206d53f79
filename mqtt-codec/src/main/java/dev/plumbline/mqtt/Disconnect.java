package dev.plumbline.mqtt;

/** The client's last packet: it leaves in good order, and the server forgets its will (MQTT 3.1.1 §3.14). */
public record Disconnect() implements MqttPacket {
  @Override
  public PacketType type() {
    return PacketType.DISCONNECT;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(0);
  }

  @Override
  public int encode(byte[] out, int offset) {
    return PacketWriter.bare(out, offset, PacketType.DISCONNECT);
  }
}
