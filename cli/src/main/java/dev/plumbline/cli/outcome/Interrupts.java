package dev.plumbline.cli.outcome;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What SIGINT and SIGTERM do: a command that has said how to leave in good order is asked to, and gets a moment for
 * it; then the process ends with the status that the command came to. Other commands just end. Thread-safe.
 */
public final class Interrupts {
  private static final long GRACE_SECONDS = 3;
  private static final int KILLED = 130;

  private final CountDownLatch finished = new CountDownLatch(1);
  private Optional<Runnable> leave = Optional.empty();
  private boolean interrupted;
  private int status = KILLED;

  /** Says how the running command is asked to leave; at once, if the signal has come already. */
  public synchronized void onInterrupt(Runnable leaveInGoodOrder) {
    leave = Optional.of(leaveInGoodOrder);
    if (interrupted) {
      leaveInGoodOrder.run();
    }
  }

  /** The command has come to an end. */
  public synchronized void finish(int exitStatus) {
    status = exitStatus;
    finished.countDown();
  }

  /** Runs when the virtual machine shuts down, whether by a signal or because the command is done. */
  public void shutDown() {
    if (finished.getCount() == 0 || !interrupt()) {
      return;
    }
    try {
      finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status());
  }

  /** Whether there is somebody who can be asked to leave. */
  private synchronized boolean interrupt() {
    interrupted = true;
    leave.ifPresent(Runnable::run);
    return leave.isPresent();
  }

  private synchronized int status() {
    return status;
  }
}
