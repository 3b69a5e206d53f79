package dev.plumbline.mqtt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * UTF-8 as MQTT 3.1.1 §1.5.3 wants it: well-formed, no surrogates, nothing overlong. U+FEFF is a character like any
 * other (MQTT-1.5.3-3). Control characters and non-characters pass: a receiver may refuse them, but need not.
 *
 * <p>Names of topics are mostly ASCII, so eight bytes at a time are asked whether anything in them needs a closer
 * look.
 */
final class Utf8 {
  /** The longest field a two-byte length can announce. */
  static final int MAXIMUM_LENGTH = 0xFFFF;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long SPACES = ONES * ' ';
  private static final long PLUS_SIGNS = ONES * '+';
  /** The one bit in which {@code #} differs from {@code +}. */
  private static final long HASH_TO_PLUS = ONES * ('#' ^ '+');

  private Utf8() {
  }

  /**
   * Whether all bytes are ASCII and none is NUL, {@code +} or {@code #}: nothing more need be asked of a topic then.
   */
  static boolean isPlain(byte[] bytes, int from, int to) {
    if (to - from < Long.BYTES) {
      return (suspicious(fewerThanEight(bytes, from, to)) & HIGH_BITS) == 0;
    }
    int last = to - Long.BYTES;
    long suspicious = suspicious((long) LONGS.get(bytes, last));
    for (int at = from; at < last; at += Long.BYTES) {
      suspicious |= suspicious((long) LONGS.get(bytes, at));
    }
    return (suspicious & HIGH_BITS) == 0;
  }

  private static long fewerThanEight(byte[] bytes, int from, int to) {
    long eight = SPACES;
    for (int at = from; at < to; at++) {
      eight = eight << Byte.SIZE | bytes[at] & 0xFF;
    }
    return eight;
  }

  /** Has a high bit set if, and only if, one of the eight bytes needs a closer look. */
  private static long suspicious(long eight) {
    return eight | zeroByte(eight) | zeroByte((eight | HASH_TO_PLUS) ^ PLUS_SIGNS);
  }

  /** Has a high bit set if, and for bytes below 0x80 only if, one of the eight bytes is zero. */
  private static long zeroByte(long eight) {
    return eight - ONES & ~eight;
  }

  /** The index of the first byte that is not part of a well-formed character, or {@code to} if all is well. */
  static int wellFormedUpTo(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int length = characterLength(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return to;
  }

  /**
   * The bytes of the character at {@code at}, or 0 if it is ill-formed: the table of well-formed sequences (RFC 3629
   * §4).
   */
  private static int characterLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (to - at < length) {
      return 0;
    }
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int second = bytes[at + 1] & 0xFF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /**
   * The bytes that {@code text} takes in UTF-8.
   *
   * @throws IllegalArgumentException if it has an unpaired surrogate or U+0000, or takes more than 65535 bytes
   */
  static int encodedLength(CharSequence text, String field) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw MqttFault.UTF8_NULL_CHARACTER.refuse(field + " at character " + i);
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          throw MqttFault.UTF8_ILL_FORMED.refuse(field + " has an unpaired surrogate at character " + i);
        }
        i++;
        length += 4;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    if (length > MAXIMUM_LENGTH) {
      throw MqttFault.STRING_TOO_LONG.refuse(field + " of " + length + " bytes");
    }
    return (int) length;
  }

  /** Writes {@code text}, which {@link #encodedLength} has accepted, at {@code at} and returns the index after it. */
  static int write(CharSequence text, byte[] out, int at) {
    int position = at;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c < 0x80) {
        out[position++] = (byte) c;
        continue;
      }
      if (Character.isSurrogate((char) c)) {
        c = Character.codePointAt(text, i++);
        out[position++] = (byte) (0xF0 | c >> 18);
        out[position++] = (byte) (0x80 | c >> 12 & 0x3F);
      } else if (c >= 0x800) {
        out[position++] = (byte) (0xE0 | c >> 12);
      }
      out[position++] = (byte) (c < 0x800 ? 0xC0 | c >> 6 : 0x80 | c >> 6 & 0x3F);
      out[position++] = (byte) (0x80 | c & 0x3F);
    }
    return position;
  }
}
