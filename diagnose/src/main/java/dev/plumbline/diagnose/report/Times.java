package dev.plumbline.diagnose.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, spans of time and sizes as a person reads them. */
final class Times {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long NANOS_PER_MICRO = 1_000;

  private Times() {}

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  static String day(Instant time) {
    return DAY.format(time);
  }

  /** {@code 0.4 ms}, {@code 22 ms}, {@code 1.25 s}, {@code 3 min 20 s}. */
  static String span(Duration span) {
    double millis = span.toNanos() / (double) (NANOS_PER_MICRO * NANOS_PER_MICRO);
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    if (millis < 1000) {
      return String.format(Locale.ROOT, "%.0f ms", millis);
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }
    return span.toMinutes() + " min " + span.toSecondsPart() + " s";
  }

  static String bytes(long count) {
    return count == 1 ? "1 byte" : String.format(Locale.ROOT, "%,d bytes", count);
  }

  /** {@code 1 record}, {@code 214 records}. */
  static String count(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
