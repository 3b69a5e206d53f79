package dev.plumbline.mqtt;

/**
 * The fourteen control packet types with what their fixed header must say: number and direction (MQTT 3.1.1 §2.2.1),
 * flag bits (§2.2.2) and, where a packet has only one size, its remaining length. Numbers 0 and 15 are forbidden.
 */
public enum PacketType {
  CONNECT(1, Direction.FROM_CLIENT, 0, PacketType.ANY_LENGTH),
  CONNACK(2, Direction.FROM_SERVER, 0, 2),
  PUBLISH(3, Direction.EITHER, PacketType.ANY_FLAGS, PacketType.ANY_LENGTH),
  PUBACK(4, Direction.EITHER, 0, 2),
  PUBREC(5, Direction.EITHER, 0, 2),
  PUBREL(6, Direction.EITHER, 0b0010, 2),
  PUBCOMP(7, Direction.EITHER, 0, 2),
  SUBSCRIBE(8, Direction.FROM_CLIENT, 0b0010, PacketType.ANY_LENGTH),
  SUBACK(9, Direction.FROM_SERVER, 0, PacketType.ANY_LENGTH),
  UNSUBSCRIBE(10, Direction.FROM_CLIENT, 0b0010, PacketType.ANY_LENGTH),
  UNSUBACK(11, Direction.FROM_SERVER, 0, 2),
  PINGREQ(12, Direction.FROM_CLIENT, 0, 0),
  PINGRESP(13, Direction.FROM_SERVER, 0, 0),
  DISCONNECT(14, Direction.FROM_CLIENT, 0, 0);

  private static final int ANY_FLAGS = -1;
  private static final int ANY_LENGTH = -1;
  private static final PacketType[] BY_NUMBER = new PacketType[16];

  static {
    for (PacketType type : values()) {
      BY_NUMBER[type.number] = type;
    }
  }

  private final int number;
  private final Direction direction;
  private final int flags;
  private final int length;

  PacketType(int number, Direction direction, int flags, int length) {
    this.number = number;
    this.direction = direction;
    this.flags = flags;
    this.length = length;
  }

  /** The number in the upper four bits of a packet's first byte, 1 to 14. */
  public int number() {
    return number;
  }

  /** Who may send it; {@link Direction#EITHER} if both ends may. */
  public Direction direction() {
    return direction;
  }

  /** The type with this number, or null for the forbidden 0 and 15. */
  static PacketType ofNumber(int number) {
    return BY_NUMBER[number];
  }

  /** A packet's first byte, for every type but PUBLISH, whose flags mean something. */
  int firstByte() {
    return number << 4 | flags;
  }

  /** Whether the lower four bits of the first byte may have this value (MQTT 3.1.1 §2.2.2; for PUBLISH §3.3.1). */
  boolean allowsFlags(int value) {
    return flags == ANY_FLAGS ? Publish.faultOf(value) == null : flags == value;
  }

  /** Whether the header may announce this many bytes after itself. */
  boolean allowsRemainingLength(int value) {
    return length == ANY_LENGTH || length == value;
  }
}
