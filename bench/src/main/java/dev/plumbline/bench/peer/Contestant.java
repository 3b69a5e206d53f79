package dev.plumbline.bench.peer;

import java.io.IOException;

/** One implementation, set up once for any number of connections. */
public interface Contestant extends AutoCloseable {
  /** How it is called in the table. */
  String name();

  /**
   * A new connection; in a scenario of resumption, one that offers the session of the one before, once there was one.
   */
  ClientPeer connect() throws IOException;

  @Override
  default void close() {}
}
