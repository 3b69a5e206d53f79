package dev.plumbline.diagnose.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
final class Spans {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ROOT);

  private Spans() {}

  static String date(Instant instant) {
    return DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** As {@code 3 years}, {@code 12 days}, {@code 5.2 s}, {@code 40 ms}. */
  static String length(Duration span) {
    Duration length = span.abs();
    long days = length.toDays();
    if (days >= 730) {
      return days / 365 + " years";
    }
    if (days >= 2) {
      return days + " days";
    }
    if (length.toHours() >= 2) {
      return length.toHours() + " hours";
    }
    if (length.toMinutes() >= 2) {
      return length.toMinutes() + " minutes";
    }
    return length.toMillis() >= 1000
        ? String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0)
        : length.toMillis() + " ms";
  }
}
