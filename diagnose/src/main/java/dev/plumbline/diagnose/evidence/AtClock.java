package dev.plumbline.diagnose.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time that a modem tells with {@code +CCLK} (3GPP TS 27.007 §8.15). Stateless. */
final class AtClock {
  private static final Pattern TIME =
      Pattern.compile("(?:20)?(\\d\\d)/(\\d\\d)/(\\d\\d),(\\d\\d):(\\d\\d):(\\d\\d)([+-]\\d\\d)?");
  private static final int QUARTER = 15 * 60;
  /** A clock that was never set begins with 1970 or 1980. */
  private static final int LAST_CENTURY = 70;

  private AtClock() {}

  /** Empty for a text that is no time. The zone is in quarters of an hour; without one it is taken for UTC. */
  static Optional<Instant> read(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.find()) {
      return Optional.empty();
    }
    int year = number(time, 1);
    int zone = time.group(7) == null ? 0 : Integer.parseInt(time.group(7));
    try {
      LocalDateTime local = LocalDateTime.of(
          year + (year >= LAST_CENTURY ? 1900 : 2000), number(time, 2), number(time, 3), number(time, 4),
          number(time, 5), number(time, 6));
      return Optional.of(local.toInstant(ZoneOffset.UTC).minusSeconds((long) zone * QUARTER));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher time, int group) {
    return Integer.parseInt(time.group(group));
  }
}
