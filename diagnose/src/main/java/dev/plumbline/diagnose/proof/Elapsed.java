package dev.plumbline.diagnose.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spans of time in words, the two largest units of them. */
final class Elapsed {
  private static final long[] SECONDS = {365L * 86_400, 86_400, 3_600, 60, 1};
  private static final String[] UNITS = {"year", "day", "hour", "minute", "second"};

  private Elapsed() {}

  /** {@code 2 years 14 days}; a year is 365 days. */
  static String words(Duration span) {
    long rest = span.abs().toSeconds();
    List<String> parts = new ArrayList<>(2);
    for (int i = 0; i < SECONDS.length && parts.size() < 2; i++) {
      long count = rest / SECONDS[i];
      rest %= SECONDS[i];
      if (count > 0) {
        parts.add(count + " " + UNITS[i] + (count == 1 ? "" : "s"));
      } else if (!parts.isEmpty()) {
        break;
      }
    }
    return parts.isEmpty() ? "less than a second" : String.join(" ", parts);
  }
}
