package dev.plumbline.diagnose.token;

import java.util.Arrays;
import java.util.Base64;

/** Base64 read in either alphabet, whatever else stands in it. Stateless. */
final class Base64Text {
  private static final int BITS = 6;

  private Base64Text() {}

  static boolean isUrlSafe(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
  }

  /** The bytes; what is in no alphabet is passed over, and bits that make no whole byte are dropped. */
  static byte[] decode(String text) {
    byte[] out = new byte[text.length() * BITS / Byte.SIZE];
    int length = 0;
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = value(text.charAt(i));
      if (value < 0) {
        continue;
      }
      bits = bits << BITS | value;
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        out[length++] = (byte) (bits >> held);
        bits &= (1 << held) - 1;
      }
    }
    return Arrays.copyOf(out, length);
  }

  static String url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(decode(text));
  }

  static String padded(String text) {
    return Base64.getEncoder().encodeToString(decode(text));
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }
}
