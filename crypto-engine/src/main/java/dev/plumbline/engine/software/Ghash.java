package dev.plumbline.engine.software;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * GHASH (NIST SP 800-38D §6.4) with one table per key: for each of the 32 nibbles of a block its 16 products with H, so
 * that a block is 32 look-ups and exclusive-ors, and no reduction.
 *
 * <p>One array of 8 KB, made without a detour and wiped at the end. Bouncy Castle's tables of this size take six
 * times as long to set up, and two are set up for each connection. Not thread-safe.
 */
final class Ghash {
  static final int BLOCK = 16;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int NIBBLES = 32;
  private static final int ENTRIES = 16;
  /** The reduction polynomial 1 + x + x^2 + x^7 as it meets a bit that leaves on the right (SP 800-38D §6.3). */
  private static final long R = 0xE100000000000000L;

  /** The product of nibble {@code n} having the value {@code v} is at {@code 2 * (16 * n + v)}, high half first. */
  private final long[] table = new long[2 * NIBBLES * ENTRIES];

  private long high;
  private long low;

  /**
   * @param h the hash key, 16 bytes
   */
  Ghash(byte[] h) {
    long p0 = (long) LONGS.get(h, 0);
    long p1 = (long) LONGS.get(h, Long.BYTES);
    for (int base = 0; base < table.length; base += 2 * ENTRIES) {
      for (int bit = ENTRIES / 2; bit > 0; bit >>>= 1) {
        table[base + 2 * bit] = p0;
        table[base + 2 * bit + 1] = p1;
        long carry = -(p1 & 1) & R;
        p1 = (p1 >>> 1) | (p0 << 63);
        p0 = (p0 >>> 1) ^ carry;
      }
      fillSums(table, base);
    }
  }

  /** The products of single bits are there; the others are sums of them. */
  private static void fillSums(long[] table, int base) {
    for (int bit = 2; bit < ENTRIES; bit <<= 1) {
      for (int rest = 1; rest < bit; rest++) {
        int sum = base + 2 * (bit + rest);
        table[sum] = table[base + 2 * bit] ^ table[base + 2 * rest];
        table[sum + 1] = table[base + 2 * bit + 1] ^ table[base + 2 * rest + 1];
      }
    }
  }

  void reset() {
    high = 0;
    low = 0;
  }

  /** Takes in any number of bytes, as if padded with zeros to whole blocks. */
  void update(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; end - at >= BLOCK; at += BLOCK) {
      block((long) LONGS.get(data, at), (long) LONGS.get(data, at + Long.BYTES));
    }
    if (at < end) {
      long b0 = 0;
      long b1 = 0;
      for (int i = 0; at + i < end; i++) {
        long octet = (data[at + i] & 0xFFL) << (56 - Byte.SIZE * (i % Long.BYTES));
        if (i < Long.BYTES) {
          b0 |= octet;
        } else {
          b1 |= octet;
        }
      }
      block(b0, b1);
    }
  }

  void block(long b0, long b1) {
    long x0 = high ^ b0;
    long x1 = low ^ b1;
    long z0 = 0;
    long z1 = 0;
    long[] t = table;
    for (int i = 0; i < NIBBLES / 2; i++) {
      int shift = 60 - 4 * i;
      int k = 2 * (ENTRIES * i + ((int) (x0 >>> shift) & 0xF));
      int m = t.length / 2 + 2 * (ENTRIES * i + ((int) (x1 >>> shift) & 0xF));
      z0 ^= t[k] ^ t[m];
      z1 ^= t[k + 1] ^ t[m + 1];
    }
    high = z0;
    low = z1;
  }

  /** Writes the hash combined with {@code mask}, which makes it a tag. */
  void writeTag(byte[] mask, byte[] out, int offset) {
    LONGS.set(out, offset, high ^ (long) LONGS.get(mask, 0));
    LONGS.set(out, offset + Long.BYTES, low ^ (long) LONGS.get(mask, Long.BYTES));
  }

  void wipe() {
    Arrays.fill(table, 0);
    reset();
  }
}
