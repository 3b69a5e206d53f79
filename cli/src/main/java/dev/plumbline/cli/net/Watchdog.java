package dev.plumbline.cli.net;

import java.io.Closeable;
import java.time.Duration;

/**
 * Ends what takes too long: closes a connection when the time is up, so that whatever blocks on it fails. A timeout on
 * each read would not do, because a server may send a byte now and then for ever, and a write has no timeout at all.
 *
 * <p>Armed and disarmed as often as needed, at next to no cost. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
  private final Closeable connection;
  private boolean armed;
  private boolean released;
  private boolean expired;
  private long until;
  /** Whether the thread sleeps until it is woken, or else until when. */
  private boolean sleepsForEver;
  private long sleepsUntil;

  public Watchdog(Closeable connection) {
    this.connection = connection;
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on the connection has this long. */
  public synchronized void arm(Duration duration) {
    until = System.nanoTime() + duration.toNanos();
    armed = true;
    // A watchdog that sleeps until an earlier time looks at the clock then, and sleeps on.
    if (sleepsForEver || until - sleepsUntil < 0) {
      notifyAll();
    }
  }

  /** What was to be done is done. */
  public synchronized void disarm() {
    armed = false;
  }

  /** Whether the time was up; an error of the connection means this then. */
  public synchronized boolean expired() {
    return expired;
  }

  /** Watches no more; the connection stays as it is. */
  @Override
  public synchronized void close() {
    released = true;
    notifyAll();
  }

  private void watch() {
    try {
      if (awaitExpiry()) {
        Connections.abandon(connection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitExpiry() throws InterruptedException {
    while (!released && !expired) {
      long left = until - System.nanoTime();
      if (!armed) {
        sleepsForEver = true;
        wait();
        sleepsForEver = false;
      } else if (left <= 0) {
        expired = true;
      } else {
        sleepsUntil = until;
        wait(left / 1_000_000 + 1);
      }
    }
    return expired;
  }
}
