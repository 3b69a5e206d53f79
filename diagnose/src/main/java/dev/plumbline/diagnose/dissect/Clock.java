package dev.plumbline.diagnose.dissect;

import java.time.Duration;
import java.time.Instant;

/** What the first four bytes of a random say (RFC 5246 §7.4.1.2). */
final class Clock {
  private static final Duration CLOSE = Duration.ofDays(1);
  private static final Duration NEVER_SET = Duration.ofDays(3650);

  private Clock() {}

  /** As the field's value. */
  static String value(int seconds) {
    return Instant.ofEpochSecond(seconds & 0xffff_ffffL).toString();
  }

  /**
   * In a sentence.
   *
   * @param who whose clock
   * @param now when the message was captured
   */
  static String meaning(String who, int seconds, Instant now) {
    Instant time = Instant.ofEpochSecond(seconds & 0xffff_ffffL);
    if (seconds == 0) {
      return "zero: this stack puts no time here";
    }
    Duration off = Duration.between(now, time);
    if (off.abs().compareTo(CLOSE) < 0) {
      return "the " + who + "'s clock: " + time + ", " + off(off) + " the capture's";
    }
    if (time.getEpochSecond() < NEVER_SET.toSeconds()) {
      return "the " + who + "'s clock was never set, if this is one: " + time;
    }
    return "the " + who + "'s clock, if it is one: " + time + "; many stacks put random bytes here";
  }

  private static String off(Duration off) {
    long seconds = Math.abs(off.toSeconds());
    return seconds < 2 ? "as" : seconds + " s " + (off.isNegative() ? "behind" : "ahead of");
  }
}
