package dev.plumbline.mqtt;

/**
 * The first two to five bytes of a packet (MQTT 3.1.1 §2.2), judged as soon as they are there: type, direction, flags,
 * length. Owns a reader's limits, so that nothing of an unwelcome packet is waited for. Reused; not thread-safe.
 */
final class FixedHeader {
  static final int MAXIMUM_BYTES = 5;

  private final Direction direction;
  private final int maximumPacketSize;
  private int first;
  private int headerLength;
  private int packetLength;

  FixedHeader(Direction direction, int maximumPacketSize) {
    this.direction = direction;
    this.maximumPacketSize = maximumPacketSize;
  }

  /** Takes the header that starts at {@code from}; false if {@code limit} comes before its end. */
  boolean parse(byte[] bytes, int from, int limit) throws MqttException {
    if (from >= limit) {
      return false;
    }
    first = bytes[from] & 0xFF;
    PacketType type = type();
    if (type == null || !direction.includes(type.direction()) || !type.allowsFlags(flags())) {
      throw misfit(type);
    }
    int remainingLength = RemainingLength.read(bytes, from + 1, limit);
    if (remainingLength == RemainingLength.INCOMPLETE) {
      return false;
    }
    if (!type.allowsRemainingLength(remainingLength)) {
      throw MqttFault.WRONG_REMAINING_LENGTH.with(type + " with " + remainingLength);
    }
    headerLength = 1 + RemainingLength.encodedLength(remainingLength);
    packetLength = headerLength + remainingLength;
    if (packetLength > maximumPacketSize) {
      throw MqttFault.PACKET_TOO_LARGE.with(
          type + " of " + packetLength + " bytes, at most " + maximumPacketSize + " are accepted");
    }
    return true;
  }

  private MqttException misfit(PacketType type) {
    if (type == null) {
      return MqttFault.FORBIDDEN_PACKET_TYPE.with("first byte " + hex(first));
    }
    if (!direction.includes(type.direction())) {
      return MqttFault.WRONG_DIRECTION.with(type + " came " + direction);
    }
    MqttFault fault = type == PacketType.PUBLISH ? Publish.faultOf(flags()) : MqttFault.RESERVED_FLAGS;
    return fault.with(type + " with first byte " + hex(first));
  }

  PacketType type() {
    return PacketType.ofNumber(first >>> 4);
  }

  /** The lower four bits of the first byte. */
  int flags() {
    return first & 0x0F;
  }

  /** The bytes of the header itself, which follow from the value because only its shortest encoding is accepted. */
  int headerLength() {
    return headerLength;
  }

  /** The bytes of the whole packet, header included. */
  int packetLength() {
    return packetLength;
  }

  static String hex(int octet) {
    return String.format("0x%02X", octet);
  }
}
