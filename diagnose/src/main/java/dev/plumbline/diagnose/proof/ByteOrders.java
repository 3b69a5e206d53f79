package dev.plumbline.diagnose.proof;

import java.util.Arrays;

/** The orders in which engines and processors keep the bytes of a number. */
final class ByteOrders {
  private static final int WORD = 4;

  private ByteOrders() {}

  static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  /** The bytes within each 32-bit word reversed; what does not fill a word at the end stays. */
  static byte[] wordsSwapped(byte[] bytes) {
    byte[] out = bytes.clone();
    for (int at = 0; at + WORD <= bytes.length; at += WORD) {
      for (int i = 0; i < WORD; i++) {
        out[at + i] = bytes[at + WORD - 1 - i];
      }
    }
    return out;
  }

  /**
   * The 32-bit words in reverse order, the bytes within each as they are; lengths that are no whole number of words
   * stay.
   */
  static byte[] wordOrderReversed(byte[] bytes) {
    return bytes.length % WORD == 0 ? wordsSwapped(reversed(bytes)) : bytes.clone();
  }

  /** In exactly that many bytes, zeros in front; null if it does not fit. */
  static byte[] fixed(byte[] number, int length) {
    int from = 0;
    while (from < number.length && number[from] == 0) {
      from++;
    }
    if (number.length - from > length) {
      return null;
    }
    byte[] out = new byte[length];
    System.arraycopy(number, from, out, length - (number.length - from), number.length - from);
    return out;
  }

  static boolean allZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }
}
