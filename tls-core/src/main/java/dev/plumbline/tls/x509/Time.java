package dev.plumbline.tls.x509;

/** UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 allows them: in seconds, and in Zulu. */
final class Time {
  private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  private static final int SECONDS_PER_DAY = 86_400;

  private final Der text;
  private int at;

  private Time(Der text) {
    this.text = text;
    this.at = text.start();
  }

  /** The next element, a Time, as seconds since 1970. */
  static long read(Der in, String what) throws MalformedCertificate {
    boolean utc = in.nextIs(Der.UTC_TIME);
    Der element = in.read(utc ? Der.UTC_TIME : Der.GENERALIZED_TIME, what);
    return new Time(element).seconds(utc, what);
  }

  /** The next element, a GeneralizedTime, as seconds since 1970. */
  static long readGeneralized(Der in, String what) throws MalformedCertificate {
    return new Time(in.read(Der.GENERALIZED_TIME, what)).seconds(false, what);
  }

  private long seconds(boolean utc, String what) throws MalformedCertificate {
    int digits = utc ? 12 : 14;
    if (text.length() != digits + 1 || text.bytes()[text.limit() - 1] != 'Z') {
      throw text.malformed(what, "is not a time in seconds and Zulu");
    }
    for (int i = text.start(); i < text.limit() - 1; i++) {
      if (text.bytes()[i] < '0' || text.bytes()[i] > '9') {
        throw text.malformed(what, "is not a time");
      }
    }
    int year = utc ? twoDigits() : twoDigits() * 100 + twoDigits();
    year += utc ? year < 50 ? 2000 : 1900 : 0; // RFC 5280 §4.1.2.5.1
    int month = twoDigits();
    int day = twoDigits();
    int hour = twoDigits();
    int minute = twoDigits();
    int second = twoDigits();
    if (month < 1 || month > 12 || day < 1 || day > daysOf(month, year) || hour > 23 || minute > 59 || second > 59) {
      throw text.malformed(what, "is not a time");
    }
    return epochDay(year, month, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
  }

  private int twoDigits() {
    int value = (text.bytes()[at] - '0') * 10 + text.bytes()[at + 1] - '0';
    at += 2;
    return value;
  }

  private static boolean leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int daysOf(int month, int year) {
    int days = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
    return month == 2 && leap(year) ? days + 1 : days;
  }

  private static long epochDay(int year, int month, int day) {
    long before = year - 1L;
    long days = before * 365 + Math.floorDiv(before, 4L) - Math.floorDiv(before, 100L) + Math.floorDiv(before, 400L);
    return days - 719_162 + DAYS_BEFORE_MONTH[month - 1] + (month > 2 && leap(year) ? 1 : 0) + day - 1;
  }
}
