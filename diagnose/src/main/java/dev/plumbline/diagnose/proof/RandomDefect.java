package dev.plumbline.diagnose.proof;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is wrong with bytes that should be random. Each defect leaves so little to chance that good randomness would
 * show it once in 2^46 at the most, given 28 bytes.
 *
 * @param words half a sentence that goes on after "the random is"
 */
public record RandomDefect(String words) {
  /** Periods that leave 28 bytes at least four times the same. */
  private static final int LONGEST_PERIOD = 7;
  private static final int WORD = Integer.BYTES;
  private static final int FEWEST = 28;
  /** What these elements answer until their configuration is locked (MicrochipTech/cryptoauthlib issue 121). */
  private static final byte[] UNLOCKED_ELEMENT = {-1, -1, 0, 0};

  /**
   * The defect of these bytes.
   *
   * @return empty for bytes that look random, and for fewer than 28
   */
  public static Optional<RandomDefect> of(byte[] bytes) {
    return bytes.length < FEWEST
        ? Optional.empty()
        : repetition(bytes).or(() -> steps(bytes)).or(() -> UnseededRand.of(bytes)).or(() -> column(bytes))
            .map(RandomDefect::new);
  }

  private static Optional<String> repetition(byte[] bytes) {
    for (int period = 1; period <= LONGEST_PERIOD; period++) {
      if (Arrays.equals(bytes, period, bytes.length, bytes, 0, bytes.length - period)) {
        byte[] pattern = Arrays.copyOf(bytes, period);
        return Optional.of((period == 1 ? "one byte repeated" : period + " bytes repeated") + " ("
            + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(pattern) + ")"
            + (Arrays.equals(pattern, UNLOCKED_ELEMENT)
                ? ", which is what an ATECC508A or ATECC608A answers until its configuration is locked" : ""));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> steps(byte[] bytes) {
    int step = (byte) (bytes[1] - bytes[0]);
    for (int i = 2; i < bytes.length; i++) {
      if ((byte) (bytes[i] - bytes[i - 1]) != step) {
        return Optional.empty();
      }
    }
    return Optional.of("a count: each byte is the one before it plus " + step);
  }

  private static Optional<String> column(byte[] bytes) {
    for (int at = 0; at < WORD; at++) {
      boolean same = true;
      for (int i = at + WORD; i < bytes.length; i += WORD) {
        same &= bytes[i] == bytes[at];
      }
      if (same) {
        return Optional.of("made of words of which byte " + (at + 1) + " is always "
            + HexFormat.of().withUpperCase().toHexDigits(bytes[at])
            + ", as a generator of fewer than 32 bits makes them");
      }
    }
    return Optional.empty();
  }
}
