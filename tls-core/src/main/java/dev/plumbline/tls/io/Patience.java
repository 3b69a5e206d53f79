package dev.plumbline.tls.io;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** Waits a little longer each time for an engine that is busy, and not for ever. */
final class Patience {
  private static final long FIRST_MILLIS = 1;
  private static final long LONGEST_MILLIS = 32;
  private static final long ALL_MILLIS = 10_000;

  private long next = FIRST_MILLIS;
  private long waited;

  /**
   * @throws SocketTimeoutException once it has waited for ten seconds; the operation may be tried again
   * @throws InterruptedIOException if the thread is interrupted, which it then still is
   */
  void pause() throws SocketTimeoutException, InterruptedIOException {
    if (waited >= ALL_MILLIS) {
      throw new SocketTimeoutException("the engine has been busy for " + ALL_MILLIS / 1000 + " seconds");
    }
    try {
      Thread.sleep(next);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the engine was busy");
    }
    waited += next;
    next = Math.min(2 * next, LONGEST_MILLIS);
  }
}
