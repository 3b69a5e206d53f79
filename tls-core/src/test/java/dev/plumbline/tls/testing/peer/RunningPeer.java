package dev.plumbline.tls.testing.peer;

import java.util.List;

/** A server that was started. Closing it ends it and removes its files; it can be closed twice. */
public interface RunningPeer extends AutoCloseable {
  /** Where it listens on 127.0.0.1. */
  int port();

  /** What it has printed so far. */
  String log();

  /** What to send over one connection, in this order, and what will come back; another round sends other bytes. */
  List<Exchange> exchanges(int round);

  @Override
  void close();
}
