package dev.plumbline.mqtt;

/** What a server grants for one topic filter (MQTT 3.1.1 §3.9.3). */
public enum SubAckReturnCode {
  MAXIMUM_QOS_0(0x00), MAXIMUM_QOS_1(0x01), MAXIMUM_QOS_2(0x02), FAILURE(0x80);

  private final int number;

  SubAckReturnCode(int number) {
    this.number = number;
  }

  /** The number on the wire: 0, 1, 2 or 128. */
  public int number() {
    return number;
  }

  /** The code with this number, or null for the reserved ones. */
  static SubAckReturnCode ofNumber(int number) {
    return switch (number) {
      case 0x00 -> MAXIMUM_QOS_0;
      case 0x01 -> MAXIMUM_QOS_1;
      case 0x02 -> MAXIMUM_QOS_2;
      case 0x80 -> FAILURE;
      default -> null;
    };
  }
}
