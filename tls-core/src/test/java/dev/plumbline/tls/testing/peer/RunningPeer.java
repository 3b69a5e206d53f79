package dev.plumbline.tls.testing.peer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that was started. Closing it ends it and removes its files; it can be closed twice. */
public interface RunningPeer extends AutoCloseable {
  /** Where it listens on 127.0.0.1. */
  int port();

  /** What it has printed so far. */
  String log();

  /** Waits, a few seconds at most, until it has printed this. */
  default boolean says(String text) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!log().contains(text) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return log().contains(text);
  }

  /** What to send over one connection, in this order, and what will come back; another round sends other bytes. */
  List<Exchange> exchanges(int round);

  @Override
  void close();
}
