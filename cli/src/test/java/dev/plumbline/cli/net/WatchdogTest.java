package dev.plumbline.cli.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  /** Short enough to wait for, long enough for a thread that loses its turn between two lines. */
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  private static final Duration LONG = Duration.ofHours(1);

  private final CountDownLatch connectionClosed = new CountDownLatch(1);

  @Test
  void closesWhatTakesTooLong() throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(connectionClosed::countDown)) {
      watchdog.arm(SHORT);
      connectionClosed.await();
      assertTrue(watchdog.expired());
    }
  }

  @Test
  void leavesAloneWhatIsDoneInTime() throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(connectionClosed::countDown)) {
      watchdog.arm(LONG);
      watchdog.disarm();
      watchdog.arm(ENOUGH);
      watchdog.disarm();
      assertFalse(connectionClosed.await(ENOUGH.toMillis() + 200, TimeUnit.MILLISECONDS));
      assertFalse(watchdog.expired());
    }
  }

  @Test
  void canBeArmedAgainAndAgain() throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(connectionClosed::countDown)) {
      for (int i = 0; i < 1000; i++) {
        watchdog.arm(LONG);
        watchdog.disarm();
      }
      Thread.sleep(5);
      watchdog.arm(SHORT);
      connectionClosed.await();
    }
  }

  @Test
  void aShorterTimeCountsAfterALongerOne() throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(connectionClosed::countDown)) {
      watchdog.arm(LONG);
      // Long enough that the watchdog sleeps for the longer time by now.
      Thread.sleep(50);
      watchdog.disarm();
      watchdog.arm(SHORT);
      connectionClosed.await();
      assertTrue(watchdog.expired());
    }
  }

  @Test
  void isGoneWhenItIsClosed() throws InterruptedException {
    try (Watchdog watchdog = new Watchdog(connectionClosed::countDown)) {
      watchdog.arm(SHORT);
    }
    assertFalse(connectionClosed.await(60, TimeUnit.MILLISECONDS));
  }
}
