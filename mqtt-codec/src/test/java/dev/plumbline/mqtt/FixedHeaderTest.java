package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet's first bytes may say, and that they are judged before the rest has come. */
class FixedHeaderTest {

  @ParameterizedTest
  @EnumSource(PacketType.class)
  @Normative({"MQTT-2.2.2-1", "MQTT-2.2.2-2", "MQTT-3.6.1-1", "MQTT-3.8.1-1", "MQTT-3.10.1-1"})
  void refusesEveryReservedFlagBitOfEveryType(PacketType type) throws MqttException {
    int required = switch (type) {
      case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> 0b0010;
      default -> 0b0000;
    };
    for (int flags = 0; flags < 16; flags++) {
      byte[] first = Wire.bytes(type.number() << 4 | flags);
      if (type == PacketType.PUBLISH && (flags & 0b0110) == 0b0110) {
        assertEquals(MqttFault.PUBLISH_QOS_3, Wire.faultOf(first));
      } else if (type == PacketType.PUBLISH && (flags & 0b1110) == 0b1000) {
        assertEquals(MqttFault.DUP_WITHOUT_QOS, Wire.faultOf(first));
      } else if (type == PacketType.PUBLISH || flags == required) {
        assertNull(new MqttReader(Direction.EITHER, 1000).poll(ByteBuffer.wrap(first)));
      } else {
        assertEquals(MqttFault.RESERVED_FLAGS, Wire.faultOf(first), type + " with flags " + flags);
      }
    }
  }

  @Test
  void refusesTheForbiddenTypesWhateverTheirFlags() {
    for (int flags = 0; flags < 16; flags++) {
      assertEquals(MqttFault.FORBIDDEN_PACKET_TYPE, Wire.faultOf(Wire.bytes(flags)));
      assertEquals(MqttFault.FORBIDDEN_PACKET_TYPE, Wire.faultOf(Wire.bytes(0xF0 | flags)));
    }
  }

  @ParameterizedTest
  @CsvSource({
      "CONNECT, FROM_CLIENT", "CONNACK, FROM_SERVER", "PUBLISH, EITHER", "PUBACK, EITHER", "PUBREC, EITHER",
      "PUBREL, EITHER", "PUBCOMP, EITHER", "SUBSCRIBE, FROM_CLIENT", "SUBACK, FROM_SERVER",
      "UNSUBSCRIBE, FROM_CLIENT", "UNSUBACK, FROM_SERVER", "PINGREQ, FROM_CLIENT", "PINGRESP, FROM_SERVER",
      "DISCONNECT, FROM_CLIENT"})
  void takesEachTypeOnlyFromTheEndThatMaySendIt(PacketType type, Direction sender) throws MqttException {
    byte[] first = Wire.bytes(type == PacketType.PUBLISH ? 0x30 : type.firstByte());
    for (Direction direction : new Direction[] {Direction.FROM_CLIENT, Direction.FROM_SERVER}) {
      if (sender == Direction.EITHER || sender == direction) {
        assertNull(new MqttReader(direction, 1000).poll(ByteBuffer.wrap(first)));
      } else {
        assertEquals(MqttFault.WRONG_DIRECTION, Wire.faultOf(first, direction, 1000));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "127, 1", "128, 2", "16383, 2", "16384, 3", "2097151, 3", "2097152, 4", "268435455, 4"})
  void remainingLengthTakesTheBytesOfTable24(int value, int bytes) throws MqttException {
    byte[] out = new byte[6];
    assertEquals(1 + bytes, RemainingLength.write(out, 1, value));
    assertEquals(bytes, RemainingLength.encodedLength(value));
    assertEquals(value, RemainingLength.read(out, 1, 1 + bytes));
    assertEquals(RemainingLength.INCOMPLETE, RemainingLength.read(out, 1, bytes));
  }

  @Test
  void refusesAFifthLengthByteAsSoonAsItIsAnnounced() {
    assertEquals(MqttFault.REMAINING_LENGTH_TOO_LONG, Wire.faultOf(Wire.bytes(0x30, 0x80, 0x80, 0x80, 0x80)));
    assertEquals(MqttFault.REMAINING_LENGTH_TOO_LONG, Wire.faultOf(Wire.bytes(0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01)));
  }

  @Test
  void refusesALengthInMoreBytesThanItNeeds() {
    assertEquals(MqttFault.REMAINING_LENGTH_NOT_MINIMAL, Wire.faultOf(Wire.bytes(0x40, 0x82, 0x00, 0x00, 0x01)));
    assertEquals(MqttFault.REMAINING_LENGTH_NOT_MINIMAL, Wire.faultOf(Wire.bytes(0xD0, 0x80, 0x80, 0x80, 0x00)));
  }

  @Test
  void refusesAPacketOverTheLimitFromItsHeaderAlone() throws MqttException {
    byte[] header = Wire.bytes(0x30, 0x80, 0x01);
    assertEquals(MqttFault.PACKET_TOO_LARGE, Wire.faultOf(header, Direction.EITHER, 130));
    assertNull(new MqttReader(Direction.EITHER, 131).poll(ByteBuffer.wrap(header)), "3 bytes of header and 128");
  }

  @Test
  void refusesALengthThatCannotBeRightFromTheHeaderAlone() {
    for (int firstByte : new int[] {0x20, 0x40, 0x50, 0x62, 0x70, 0xB0}) {
      assertEquals(MqttFault.WRONG_REMAINING_LENGTH, Wire.faultOf(Wire.bytes(firstByte, 1)));
      assertEquals(MqttFault.WRONG_REMAINING_LENGTH, Wire.faultOf(Wire.bytes(firstByte, 3)));
    }
    for (int firstByte : new int[] {0xC0, 0xD0, 0xE0}) {
      assertEquals(MqttFault.WRONG_REMAINING_LENGTH, Wire.faultOf(Wire.bytes(firstByte, 1)));
    }
  }
}
