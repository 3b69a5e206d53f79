package dev.plumbline.mqtt;

/**
 * The remaining length of a fixed header: one to four bytes of seven bits, least significant first (MQTT 3.1.1
 * §2.2.3).
 *
 * <p>Only the shortest encoding is accepted. 3.1.1 has no statement that says so, but its Table 2.4 gives each number
 * of bytes a range of its own (two bytes begin at 128), and MQTT 5.0 made that reading normative (MQTT-1.5.5-1). It
 * also makes every packet's encoding unique, so that decoding and encoding again gives the same bytes.
 */
public final class RemainingLength {
  /** The largest value: 268 435 455. */
  public static final int MAXIMUM = 0x0FFF_FFFF;

  static final int INCOMPLETE = -1;
  private static final int MAXIMUM_BYTES = 4;

  private RemainingLength() {
  }

  /** How many bytes the encoding of {@code value} takes, 1 to 4; {@code value} must be 0 to {@link #MAXIMUM}. */
  public static int encodedLength(int value) {
    if (value < 1 << 7) {
      return 1;
    }
    return value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : MAXIMUM_BYTES;
  }

  /** Writes {@code value} at {@code at} and returns the index after it. */
  static int write(byte[] out, int at, int value) {
    int position = at;
    int rest = value;
    while (rest > 0x7F) {
      out[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[position] = (byte) rest;
    return position + 1;
  }

  /** The value that starts at {@code from}, or {@link #INCOMPLETE} if it goes on at or after {@code limit}. */
  static int read(byte[] in, int from, int limit) throws MqttException {
    int value = 0;
    for (int i = 0; i < MAXIMUM_BYTES; i++) {
      if (from + i >= limit) {
        return INCOMPLETE;
      }
      int digit = in[from + i];
      value |= (digit & 0x7F) << 7 * i;
      if (digit >= 0) {
        if (digit == 0 && i > 0) {
          throw MqttFault.REMAINING_LENGTH_NOT_MINIMAL.with(value + " in " + (i + 1) + " bytes");
        }
        return value;
      }
    }
    throw MqttFault.REMAINING_LENGTH_TOO_LONG.with("the fourth byte announces a fifth");
  }
}
