package dev.plumbline.mqtt;

import java.util.Objects;

/**
 * The server's answer to CONNECT (MQTT 3.1.1 §3.2).
 *
 * @param sessionPresent whether the server has kept a session for this client; only if it accepts
 * @param returnCode whether it accepts, or why not
 */
public record ConnAck(boolean sessionPresent, ConnectReturnCode returnCode) implements MqttPacket {
  public ConnAck {
    Objects.requireNonNull(returnCode, "returnCode");
    if (sessionPresent && returnCode != ConnectReturnCode.ACCEPTED) {
      throw MqttFault.SESSION_PRESENT_WITH_REFUSAL.refuse(returnCode.toString());
    }
  }

  static ConnAck read(BodyReader body) throws MqttException {
    int flags = body.u8("connect acknowledge flags");
    if (flags > 1) {
      throw MqttFault.CONNACK_RESERVED_FLAGS.with("flags " + FixedHeader.hex(flags));
    }
    int number = body.u8("connect return code");
    ConnectReturnCode returnCode = ConnectReturnCode.ofNumber(number);
    if (returnCode == null) {
      throw MqttFault.CONNECT_RETURN_CODE.with("return code " + number);
    }
    if (flags == 1 && number != 0) {
      throw MqttFault.SESSION_PRESENT_WITH_REFUSAL.with("return code " + number);
    }
    return new ConnAck(flags == 1, returnCode);
  }

  @Override
  public PacketType type() {
    return PacketType.CONNACK;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(2);
  }

  @Override
  public int encode(byte[] out, int offset) {
    int at = PacketWriter.header(out, offset, PacketType.CONNACK.firstByte(), 2);
    return PacketWriter.u16(out, at, (sessionPresent ? 0x100 : 0) | returnCode.number());
  }
}
