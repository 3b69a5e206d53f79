package dev.plumbline.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to SUBSCRIBE (MQTT 3.1.1 §3.9).
 *
 * @param packetId that of the SUBSCRIBE, 1 to 65535
 * @param returnCodes one for each topic filter of the SUBSCRIBE, in its order
 */
public record SubAck(int packetId, List<SubAckReturnCode> returnCodes) implements MqttPacket {
  public SubAck {
    PacketWriter.requirePacketId(packetId);
    returnCodes = List.copyOf(returnCodes);
    if (returnCodes.isEmpty()) {
      throw MqttFault.SUBACK_RETURN_CODE_COUNT.refuse("no return code");
    }
    PacketWriter.requireRemainingLength(PacketType.SUBACK, 2L + returnCodes.size());
  }

  static SubAck read(BodyReader body) throws MqttException {
    int packetId = body.packetId();
    List<SubAckReturnCode> returnCodes = new ArrayList<>(body.remaining());
    while (body.remaining() > 0) {
      int number = body.u8("return code");
      SubAckReturnCode returnCode = SubAckReturnCode.ofNumber(number);
      if (returnCode == null) {
        throw body.fault(MqttFault.SUBACK_RETURN_CODE, "return code " + FixedHeader.hex(number), body.position() - 1);
      }
      returnCodes.add(returnCode);
    }
    if (returnCodes.isEmpty()) {
      throw MqttFault.SUBACK_RETURN_CODE_COUNT.with("the payload is empty");
    }
    return new SubAck(packetId, returnCodes);
  }

  @Override
  public PacketType type() {
    return PacketType.SUBACK;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength(2 + returnCodes.size());
  }

  @Override
  public int encode(byte[] out, int offset) {
    int at = PacketWriter.header(out, offset, PacketType.SUBACK.firstByte(), 2 + returnCodes.size());
    at = PacketWriter.u16(out, at, packetId);
    for (SubAckReturnCode returnCode : returnCodes) {
      out[at++] = (byte) returnCode.number();
    }
    return at;
  }
}
