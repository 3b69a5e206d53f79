package dev.plumbline.mqtt;

/**
 * The first two to five bytes of a packet (MQTT 3.1.1 §2.2), judged as soon as they are there: type, direction, flags,
 * length. Owns a reader's limits, so that nothing of an unwelcome packet is waited for. Reused; not thread-safe.
 */
final class FixedHeader {
  static final int MAXIMUM_BYTES = 5;

  private final Direction direction;
  private final int maximumPacketSize;
  private PacketType type;
  private int flags;
  private int remainingLength;

  FixedHeader(Direction direction, int maximumPacketSize) {
    this.direction = direction;
    this.maximumPacketSize = maximumPacketSize;
  }

  /** Takes the header that starts at {@code from}; false if {@code limit} comes before its end. */
  boolean parse(byte[] bytes, int from, int limit) throws MqttException {
    if (from >= limit) {
      return false;
    }
    int first = bytes[from] & 0xFF;
    PacketType candidate = PacketType.ofNumber(first >>> 4);
    flags = first & 0x0F;
    if (candidate == null || !direction.includes(candidate.direction()) || !candidate.allowsFlags(flags)) {
      throw misfit(candidate, first);
    }
    type = candidate;
    remainingLength = RemainingLength.read(bytes, from + 1, limit);
    if (remainingLength == RemainingLength.INCOMPLETE) {
      return false;
    }
    if (!candidate.allowsRemainingLength(remainingLength)) {
      throw MqttFault.WRONG_REMAINING_LENGTH.with(candidate + " with " + remainingLength);
    }
    if (packetLength() > maximumPacketSize) {
      throw MqttFault.PACKET_TOO_LARGE.with(
          candidate + " of " + packetLength() + " bytes, at most " + maximumPacketSize + " are accepted");
    }
    return true;
  }

  private MqttException misfit(PacketType candidate, int first) {
    if (candidate == null) {
      return MqttFault.FORBIDDEN_PACKET_TYPE.with("first byte " + hex(first));
    }
    if (!direction.includes(candidate.direction())) {
      return MqttFault.WRONG_DIRECTION.with(candidate + " came " + direction);
    }
    MqttFault fault = candidate == PacketType.PUBLISH ? Publish.faultOf(flags) : MqttFault.RESERVED_FLAGS;
    return fault.with(candidate + " with first byte " + hex(first));
  }

  PacketType type() {
    return type;
  }

  /** The lower four bits of the first byte. */
  int flags() {
    return flags;
  }

  /** The bytes of the header itself, which follow from the value because only its shortest encoding is accepted. */
  int headerLength() {
    return 1 + RemainingLength.encodedLength(remainingLength);
  }

  /** The bytes of the whole packet, header included. */
  int packetLength() {
    return headerLength() + remainingLength;
  }

  static String hex(int octet) {
    return String.format("0x%02X", octet);
  }
}
