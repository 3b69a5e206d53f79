package dev.plumbline.cli.mqtt;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the one thread that waits, from any other. A ring that nobody waits for is kept. */
public final class Bell {
  private final Semaphore rings = new Semaphore(0);

  public void ring() {
    rings.release();
  }

  /** Waits until somebody has rung since the last call, or the time is up. */
  void await(long nanos) throws InterruptedException {
    if (rings.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      rings.drainPermits();
    }
  }
}
