package dev.plumbline.tls.x509;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Arrays of bytes in C source, as device projects keep their certificates. Stateless. */
final class CArrays {
  /** Shorter ones are no certificates. */
  private static final int LEAST = 64;

  private static final int BYTE_LIMIT = 256;

  private CArrays() {}

  /** What stands between braces and is nothing but numbers of a byte, in the order of the text. */
  static List<byte[]> in(String text) {
    List<byte[]> arrays = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        open = i;
      } else if (c == '}' && open >= 0) {
        byte[] bytes = bytes(text.substring(open + 1, i));
        if (bytes.length >= LEAST) {
          arrays.add(bytes);
        }
        open = -1;
      }
    }
    return arrays;
  }

  /** The bytes, or none at all if something else is among them. */
  private static byte[] bytes(String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String plain = content.replaceAll("/\\*[^*]*\\*/|//[^\n]*", "");
    for (String item : plain.split(",")) {
      String number = item.strip();
      if (number.isEmpty()) {
        continue; // after the last comma
      }
      int value = value(number);
      if (value < 0) {
        return new byte[0];
      }
      out.write(value);
    }
    return out.toByteArray();
  }

  private static int value(String number) {
    try {
      boolean hex = number.startsWith("0x") || number.startsWith("0X");
      int value = hex ? Integer.parseInt(number.substring(2), 16) : Integer.parseInt(number);
      return value < BYTE_LIMIT ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** PEM that stands in string literals, without the quotation marks, escapes and continuations. */
  static String unquoted(String base64) {
    return base64.indexOf('"') < 0 && base64.indexOf('\\') < 0
        ? base64
        : base64.replace("\\n", "").replace("\\r", "").replaceAll("[\"\\\\]", "");
  }
}
