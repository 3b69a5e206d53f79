package dev.plumbline.diagnose.proof;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The numbers that a C library's rand() gives to a program that never calls srand(): each device of a kind has the same
 * ones. Knows the first {@value #KNOWN} of each library, as 32-bit words of either byte order and as low bytes.
 */
final class UnseededRand {
  private static final int KNOWN = 4096;
  private static final int GLIBC_STATE = 31;
  private static final int GLIBC_DISCARDED = 310;
  private static final List<UnseededRand> LIBRARIES = List.of(
      new UnseededRand("newlib's rand()", newlib()), new UnseededRand("glibc's rand()", glibc()),
      new UnseededRand("the rand() that the C standard gives as an example", example()));

  private final String name;
  private final byte[] littleEndian = new byte[KNOWN * Integer.BYTES];
  private final byte[] bigEndian = new byte[KNOWN * Integer.BYTES];
  private final byte[] lowBytes = new byte[KNOWN];

  private UnseededRand(String name, IntSupplier rand) {
    this.name = name;
    for (int i = 0; i < KNOWN; i++) {
      int number = rand.getAsInt();
      lowBytes[i] = (byte) number;
      for (int k = 0; k < Integer.BYTES; k++) {
        littleEndian[Integer.BYTES * i + k] = (byte) (number >>> Byte.SIZE * k);
        bigEndian[Integer.BYTES * i + Integer.BYTES - 1 - k] = (byte) (number >>> Byte.SIZE * k);
      }
    }
  }

  /** Whose numbers these bytes are, and from which on; empty if they are none that are known. */
  static Optional<String> of(byte[] bytes) {
    for (UnseededRand library : LIBRARIES) {
      int at = Math.max(find(library.lowBytes, 1, bytes), Math.max(
          find(library.littleEndian, Integer.BYTES, bytes), find(library.bigEndian, Integer.BYTES, bytes)));
      if (at >= 0) {
        return Optional.of("what " + library.name + " gives without a seed, from its number " + (at + 1) + " on");
      }
    }
    return Optional.empty();
  }

  private static int find(byte[] stream, int step, byte[] bytes) {
    for (int at = 0; at + bytes.length <= stream.length; at += step) {
      if (stream[at] == bytes[0] && Arrays.equals(stream, at, at + bytes.length, bytes, 0, bytes.length)) {
        return at / step;
      }
    }
    return -1;
  }

  /** Knuth's linear congruential generator of 64 bits, of which the upper half counts. */
  private static IntSupplier newlib() {
    long[] state = {1};
    return () -> {
      state[0] = state[0] * 6364136223846793005L + 1;
      return (int) (state[0] >>> Integer.SIZE) & Integer.MAX_VALUE;
    };
  }

  /** Additive feedback over 31 words, which a generator of Park and Miller's kind has filled; the first are dropped. */
  private static IntSupplier glibc() {
    int[] state = new int[GLIBC_STATE];
    long word = 1;
    for (int i = 0; i < GLIBC_STATE; i++) {
      state[i] = (int) word;
      word = word * 16807 % Integer.MAX_VALUE;
    }
    int[] next = {3};
    IntSupplier rand = () -> {
      int at = next[0];
      state[at] += state[(at + GLIBC_STATE - 3) % GLIBC_STATE];
      next[0] = (at + 1) % GLIBC_STATE;
      return state[at] >>> 1;
    };
    for (int i = 0; i < GLIBC_DISCARDED; i++) {
      rand.getAsInt();
    }
    return rand;
  }

  /** ISO/IEC 9899 §7.22.2: numbers up to 32767. */
  private static IntSupplier example() {
    int[] state = {1};
    return () -> {
      state[0] = state[0] * 1103515245 + 12345;
      return state[0] >>> 16 & 0x7FFF;
    };
  }
}
