package dev.plumbline.engine;

import java.util.Objects;

/**
 * A borrowed window on an operand: bytes of somebody else's array, and the memory region they live in on the device.
 *
 * <p>Mutable and reused so that the record path allocates nothing. The engine may read and write the window during the
 * call it is passed to and must not keep it. Not thread-safe.
 */
public final class CryptoView {
  private static final byte[] NOTHING = new byte[0];

  private byte[] array = NOTHING;
  private int offset;
  private int length;
  private MemoryRegion region = MemoryRegion.RAM;

  /** A window on nothing, to be set. */
  public CryptoView() {}

  public static CryptoView of(byte[] array) {
    return of(array, 0, array.length);
  }

  public static CryptoView of(byte[] array, int offset, int length) {
    return new CryptoView().set(array, offset, length);
  }

  /** Points this window elsewhere, in RAM. */
  public CryptoView set(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.region = MemoryRegion.RAM;
    return this;
  }

  public CryptoView in(MemoryRegion region) {
    this.region = region;
    return this;
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public MemoryRegion region() {
    return region;
  }

  /** Shrinks or grows the window to what the engine wrote; the array must hold it. */
  public void length(int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.length = length;
  }

  public byte[] copy() {
    byte[] bytes = new byte[length];
    System.arraycopy(array, offset, bytes, 0, length);
    return bytes;
  }

  /** Says where, never what: a view may be on a secret. */
  @Override
  public String toString() {
    return "CryptoView[" + length + " bytes at " + offset + " in " + region + "]";
  }
}
