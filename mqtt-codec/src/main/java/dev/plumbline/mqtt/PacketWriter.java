package dev.plumbline.mqtt;

import java.util.Objects;

/** Writes the fields of packets into a caller's array; each method returns the index after what it wrote. */
final class PacketWriter {
  /** The length of an acknowledgement: two bytes of header, two of packet identifier. */
  static final int ANSWER_LENGTH = 4;

  private PacketWriter() {
  }

  /** The length of a packet, header included, that has {@code remainingLength} bytes after its header. */
  static int packetLength(int remainingLength) {
    return 1 + RemainingLength.encodedLength(remainingLength) + remainingLength;
  }

  /**
   * Writes a fixed header, once it is sure that the whole packet fits.
   *
   * @throws IndexOutOfBoundsException if it does not fit; nothing is written then
   */
  static int header(byte[] out, int at, int firstByte, int remainingLength) {
    Objects.checkFromIndexSize(at, packetLength(remainingLength), out.length);
    out[at] = (byte) firstByte;
    return RemainingLength.write(out, at + 1, remainingLength);
  }

  static int u16(byte[] out, int at, int value) {
    out[at] = (byte) (value >>> 8);
    out[at + 1] = (byte) value;
    return at + 2;
  }

  static int bytes(byte[] out, int at, byte[] value) {
    System.arraycopy(value, 0, out, at, value.length);
    return at + value.length;
  }

  /** A field with its two length bytes. */
  static int field(byte[] out, int at, byte[] value) {
    return bytes(out, u16(out, at, value.length), value);
  }

  /** A string field with its two length bytes. */
  static int field(byte[] out, int at, String value) {
    int end = Utf8.write(value, out, at + 2);
    u16(out, at, end - at - 2);
    return end;
  }

  /** A whole packet that is nothing but its type and a packet identifier. */
  static int answer(byte[] out, int at, PacketType type, int packetId) {
    return u16(out, header(out, at, type.firstByte(), 2), packetId);
  }

  /** A whole packet that is nothing but its type. */
  static int bare(byte[] out, int at, PacketType type) {
    return header(out, at, type.firstByte(), 0);
  }

  /**
   * Refuses a packet identifier outside 1 to 65535.
   *
   * @throws IllegalArgumentException naming the rule
   */
  static void requirePacketId(int packetId) {
    if (packetId == 0) {
      throw MqttFault.PACKET_ID_ZERO.refuse("packet identifier 0");
    }
    if (packetId < 0 || packetId > 0xFFFF) {
      throw new IllegalArgumentException("a packet identifier has 16 bits: " + packetId);
    }
  }

  /**
   * Refuses a packet that cannot announce its length.
   *
   * @throws IllegalArgumentException naming the rule
   */
  static void requireRemainingLength(PacketType type, long remainingLength) {
    if (remainingLength > RemainingLength.MAXIMUM) {
      throw MqttFault.REMAINING_LENGTH_TOO_LONG.refuse(type + " of " + remainingLength + " bytes");
    }
  }
}
