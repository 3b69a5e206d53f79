package dev.plumbline.tls.trace;

import dev.plumbline.tls.wire.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** How two values that differ are related, where a known slip of ports relates them. */
public enum Likeness {
  WORDS_SWAPPED("the bytes of each 32-bit word are in the opposite order", Likeness::wordsSwapped),
  REVERSED("the bytes are in the opposite order", Likeness::reversed),
  HALVES_SWAPPED("the two halves have changed places", Likeness::halvesSwapped),
  LEADING_ZEROS("one has lost its leading zeros", Likeness::leadingZeros),
  PREFIX("one is the beginning of the other", Likeness::prefix),
  SUFFIX("one is the end of the other", Likeness::suffix);

  private static final int WORD = 4;

  private final String sentence;
  private final BiPredicate<byte[], byte[]> holds;

  Likeness(String sentence, BiPredicate<byte[], byte[]> holds) {
    this.sentence = sentence;
    this.holds = holds;
  }

  public String sentence() {
    return sentence;
  }

  /** The first that holds for two values that differ. */
  public static Optional<Likeness> between(Bytes left, Bytes right) {
    byte[] shorter = left.length() <= right.length() ? left.toArray() : right.toArray();
    byte[] longer = left.length() <= right.length() ? right.toArray() : left.toArray();
    if (shorter.length == 0) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(likeness -> likeness.holds.test(shorter, longer)).findFirst();
  }

  private static boolean wordsSwapped(byte[] a, byte[] b) {
    if (a.length != b.length || a.length % WORD != 0) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i ^ WORD - 1]) {
        return false;
      }
    }
    return true;
  }

  private static boolean reversed(byte[] a, byte[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[b.length - 1 - i]) {
        return false;
      }
    }
    return a.length == b.length;
  }

  private static boolean halvesSwapped(byte[] a, byte[] b) {
    int half = a.length / 2;
    return a.length == b.length
        && a.length % 2 == 0
        && Arrays.equals(a, 0, half, b, half, b.length)
        && Arrays.equals(a, half, a.length, b, 0, half);
  }

  private static boolean leadingZeros(byte[] shorter, byte[] longer) {
    int zeros = longer.length - shorter.length;
    for (int i = 0; i < zeros; i++) {
      if (longer[i] != 0) {
        return false;
      }
    }
    return zeros > 0 && suffix(shorter, longer);
  }

  private static boolean prefix(byte[] shorter, byte[] longer) {
    return Arrays.equals(shorter, 0, shorter.length, longer, 0, shorter.length);
  }

  private static boolean suffix(byte[] shorter, byte[] longer) {
    return Arrays.equals(shorter, 0, shorter.length, longer, longer.length - shorter.length, longer.length);
  }
}
