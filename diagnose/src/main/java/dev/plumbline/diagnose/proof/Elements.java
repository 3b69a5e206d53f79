package dev.plumbline.diagnose.proof;

import java.io.IOException;
import java.util.Arrays;

/** Where elements of an encoding lie, so that what was signed is taken as it came and not encoded again. */
final class Elements {
  private Elements() {}

  /** The first element inside of the outermost one, with its tag and length. */
  static byte[] firstInside(byte[] encoding) throws IOException {
    int start = content(encoding, 0);
    int inner = content(encoding, start);
    int end = inner + length(encoding, start);
    return Arrays.copyOfRange(encoding, start, end);
  }

  private static int content(byte[] encoding, int at) throws IOException {
    int first = octet(encoding, at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] encoding, int at) throws IOException {
    int first = octet(encoding, at + 1);
    if (first < 0x80) {
      return first;
    }
    long length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = length << 8 | octet(encoding, at + 2 + i);
      if (length > encoding.length) {
        throw new IOException("an element is longer than what it is in");
      }
    }
    if (first == 0x80 || at + length > encoding.length) {
      throw new IOException("an element is longer than what it is in");
    }
    return (int) length;
  }

  private static int octet(byte[] encoding, int at) throws IOException {
    if (at >= encoding.length) {
      throw new IOException("an element is cut off");
    }
    return encoding[at] & 0xFF;
  }
}
