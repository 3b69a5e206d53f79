package dev.plumbline.diagnose.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class HardshipTest {
  private static final long SECOND = 1_000_000_000L;

  /** Chance that is none: these numbers, in this order. */
  private static RandomGenerator scripted(Double... numbers) {
    Iterator<Double> next = List.of(numbers).iterator();
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("not asked for");
      }

      @Override
      public double nextDouble() {
        return next.next();
      }
    };
  }

  @Test
  void doesNothingUnlessAskedTo() {
    Hardship none = new Hardship(Duration.ZERO, 0, scripted());
    assertTrue(none.none());
    assertEquals(0, none.hold(100_000));
  }

  @Test
  void doublesTheRetransmissionTimerWithEachFurtherLoss() {
    Hardship lossy = new Hardship(Duration.ofMillis(100), 0.1, scripted(0.05, 0.05, 0.05, 0.9));
    assertEquals((1 + 2 + 4) * SECOND + SECOND / 10, lossy.hold(1));
  }

  @Test
  void everySegmentCanBeLostAndTheLongestWaitCounts() {
    Hardship lossy = new Hardship(Duration.ZERO, 0.1, scripted(0.9, 0.05, 0.05, 0.9, 0.05, 0.9));
    assertEquals(3 * SECOND, lossy.hold(3 * 1460));
  }

  @Test
  void losesAboutAsOftenAsItIsTold() {
    Hardship lossy = new Hardship(Duration.ZERO, 0.05, new Random(11));
    int held = 0;
    for (int i = 0; i < 10_000; i++) {
      held += lossy.hold(500) > 0 ? 1 : 0;
    }
    assertEquals(500, held, 100);
  }

  @Test
  void refusesWhatNoDeviceCouldBear() {
    Random chance = new Random(1);
    assertThrows(IllegalArgumentException.class, () -> new Hardship(Duration.ZERO, 0.51, chance));
    assertThrows(IllegalArgumentException.class, () -> new Hardship(Duration.ZERO, Double.NaN, chance));
    assertThrows(IllegalArgumentException.class, () -> new Hardship(Duration.ofMillis(-1), 0, chance));
    assertThrows(IllegalArgumentException.class, () -> new Hardship(Duration.ofHours(1), 0, chance));
  }
}
