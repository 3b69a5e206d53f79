package dev.plumbline.tls.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes that is not secret: equal by content, printed in hexadecimal. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of the whole array. */
  public static Bytes of(byte[] array) {
    return of(array, 0, array.length);
  }

  /** A copy of a part of an array. */
  public static Bytes of(byte[] array, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(array, offset, offset + length));
  }

  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The byte at {@code index}, from 0 to 255. */
  public int at(int index) {
    return array[index] & 0xFF;
  }

  public byte[] toArray() {
    return array.clone();
  }

  /** The array behind it, not a copy: the caller only reads. */
  public byte[] unsafeArray() {
    return array;
  }

  public void copyTo(byte[] out, int offset) {
    System.arraycopy(array, 0, out, offset, array.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(array);
  }
}
