package dev.plumbline.diagnose.capture;

/**
 * An interface of a pcapng section.
 *
 * @param resolution the unit of its times, as if_tsresol has it
 * @param offsetSeconds to be added to its times
 */
record Interface(int linkType, int snapLength, int resolution, long offsetSeconds) {
  static final int MICROSECONDS = 6;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int NANO_EXPONENT = 9;
  private static final int MAX_EXPONENT = 18;
  private static final int POWER_OF_TWO = 0x80;

  /** A time in units of this interface as nanoseconds since 1970. */
  long nanos(long ticks) {
    int exponent = resolution & ~POWER_OF_TWO;
    long nanos = (resolution & POWER_OF_TWO) == 0 ? decimal(ticks, exponent) : binary(ticks, exponent);
    return nanos + offsetSeconds * NANOS_PER_SECOND;
  }

  private static long decimal(long ticks, int exponent) {
    if (exponent <= NANO_EXPONENT) {
      return ticks * power(NANO_EXPONENT - exponent);
    }
    return exponent > NANO_EXPONENT + MAX_EXPONENT ? 0 : Long.divideUnsigned(ticks, power(exponent - NANO_EXPONENT));
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static long binary(long ticks, int exponent) {
    if (exponent == 0) {
      return ticks * NANOS_PER_SECOND;
    }
    if (exponent >= Long.SIZE) {
      return 0;
    }
    long fraction = ticks & (1L << exponent) - 1;
    long high = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
    long low = fraction * NANOS_PER_SECOND;
    return (ticks >>> exponent) * NANOS_PER_SECOND + (high << Long.SIZE - exponent | low >>> exponent);
  }
}
