package dev.plumbline.diagnose.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads fields that may be cut off: what is not there reads as zero or as fewer bytes, and {@link #exhausted} tells
 * afterwards.
 */
final class Cursor {
  private static final int MAX_VARINT = 4;

  private final byte[] bytes;
  private final int end;
  private int at;
  private boolean exhausted;

  Cursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  Cursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  int u8() {
    if (at >= end) {
      exhausted = true;
      return 0;
    }
    return bytes[at++] & 0xFF;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int u24() {
    return u16() << 8 | u8();
  }

  /** A length of MQTT, of one to four bytes (MQTT 3.1.1 §2.2.3); -1 if it is longer. */
  int varint() {
    int value = 0;
    for (int i = 0; i < MAX_VARINT; i++) {
      int digit = u8();
      value |= (digit & 0x7F) << 7 * i;
      if (digit < 0x80) {
        return value;
      }
    }
    return -1;
  }

  byte[] take(int length) {
    int have = skip(length);
    return Arrays.copyOfRange(bytes, at - have, at);
  }

  /** Passes over bytes and answers how many there were. */
  int skip(int length) {
    int have = Math.min(length, end - at);
    exhausted |= have < length;
    at += have;
    return have;
  }

  byte[] opaque8() {
    return take(u8());
  }

  byte[] opaque16() {
    return take(u16());
  }

  byte[] opaque24() {
    return take(u24());
  }

  /** The next bytes as a cursor of their own. */
  Cursor sub(int length) {
    int have = skip(length);
    return new Cursor(bytes, at - have, at);
  }

  /** All that is left, as numbers of two bytes each. */
  List<Integer> u16s() {
    List<Integer> values = new ArrayList<>(remaining() / 2);
    while (remaining() >= 2) {
      values.add(u16());
    }
    return List.copyOf(values);
  }

  /** All that is left, as numbers of one byte each. */
  List<Integer> u8s() {
    List<Integer> values = new ArrayList<>(remaining());
    while (remaining() > 0) {
      values.add(u8());
    }
    return List.copyOf(values);
  }

  int remaining() {
    return end - at;
  }

  int position() {
    return at;
  }

  /** Whether more was asked for than was there. */
  boolean exhausted() {
    return exhausted;
  }
}
