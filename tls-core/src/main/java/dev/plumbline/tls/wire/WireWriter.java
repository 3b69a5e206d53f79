package dev.plumbline.tls.wire;

import java.util.Objects;

/**
 * Writes the presentation language of RFC 5246 §4 into a caller's array, without growing it. Lengths of vectors are
 * patched in when they are closed. Running out of room, a number or a vector too large for its field, are programming
 * errors. Not thread-safe.
 */
public final class WireWriter {
  private final byte[] array;
  private final int start;
  private final int limit;
  private int position;

  public WireWriter(byte[] array) {
    this(array, 0, array.length);
  }

  public WireWriter(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.start = offset;
    this.position = offset;
    this.limit = offset + length;
  }

  public WireWriter u8(int value) {
    if (value >>> Byte.SIZE != 0) {
      throw new IllegalArgumentException("a number is too large for its field: " + value + " is left for one byte");
    }
    room(1);
    array[position++] = (byte) value;
    return this;
  }

  public WireWriter u16(int value) {
    return u8(value >>> 8).u8(value & 0xFF);
  }

  public WireWriter u24(int value) {
    return u8(value >>> 16).u16(value & 0xFFFF);
  }

  public WireWriter u32(long value) {
    return u16(Math.toIntExact(value >>> 16)).u16((int) value & 0xFFFF);
  }

  public WireWriter opaque(Bytes value) {
    return opaque(value.unsafeArray(), 0, value.length());
  }

  public WireWriter opaque(byte[] value, int offset, int length) {
    room(length);
    System.arraycopy(value, offset, array, position, length);
    position += length;
    return this;
  }

  public WireWriter opaque8(Bytes value) {
    int mark = open8();
    return opaque(value).close8(mark);
  }

  public WireWriter opaque16(Bytes value) {
    int mark = open16();
    return opaque(value).close16(mark);
  }

  public WireWriter opaque24(Bytes value) {
    int mark = open24();
    return opaque(value).close24(mark);
  }

  /** Leaves room for a one-byte length; the mark goes to {@link #close8}. */
  public int open8() {
    return open(1);
  }

  public int open16() {
    return open(2);
  }

  public int open24() {
    return open(3);
  }

  public WireWriter close8(int mark) {
    return close(mark, 1);
  }

  public WireWriter close16(int mark) {
    return close(mark, 2);
  }

  public WireWriter close24(int mark) {
    return close(mark, 3);
  }

  /** Bytes written so far. */
  public int length() {
    return position - start;
  }

  public int remaining() {
    return limit - position;
  }

  public Bytes toBytes() {
    return Bytes.of(array, start, length());
  }

  private int open(int width) {
    room(width);
    position += width;
    return position;
  }

  private WireWriter close(int mark, int width) {
    int length = position - mark;
    if (length >>> (width * Byte.SIZE) != 0) {
      throw new IllegalArgumentException("a length of " + width + " bytes can't say " + length);
    }
    for (int i = 1; i <= width; i++) {
      array[mark - i] = (byte) (length >>> ((i - 1) * Byte.SIZE));
    }
    return this;
  }

  private void room(int length) {
    if (length > remaining()) {
      throw new IllegalStateException("no room for " + length + " bytes, " + remaining() + " are left");
    }
  }
}
