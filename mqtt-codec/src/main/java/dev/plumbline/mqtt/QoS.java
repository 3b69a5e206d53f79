package dev.plumbline.mqtt;

/** How hard a message is delivered (MQTT 3.1.1 §4.3). Its number on the wire is its ordinal; there is no 3. */
public enum QoS {
  AT_MOST_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE;

  private static final QoS[] BY_NUMBER = values();

  /** The number on the wire: 0, 1 or 2. */
  public int number() {
    return ordinal();
  }

  /**
   * The level with this number.
   *
   * @throws IllegalArgumentException if it is not 0, 1 or 2
   */
  public static QoS of(int number) {
    if (number < 0 || number > 2) {
      throw new IllegalArgumentException("QoS must be 0, 1 or 2, not " + number);
    }
    return BY_NUMBER[number];
  }

  /** Whether a PUBLISH at this level carries a packet identifier and is answered (MQTT 3.1.1 §2.3.1). */
  public boolean isAcknowledged() {
    return this != AT_MOST_ONCE;
  }
}
