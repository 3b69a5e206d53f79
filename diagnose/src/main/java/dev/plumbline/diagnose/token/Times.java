package dev.plumbline.diagnose.token;

import java.time.Duration;

/** Lengths of time in words. Stateless. */
final class Times {
  private Times() {}

  /** In its largest unit of which there are at least two: {@code 36 hours}. */
  static String words(Duration time) {
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
  }
}
