package dev.plumbline.bench.golden;

import java.io.IOException;

/** The way to a server, live or recorded. */
interface ServerLine extends AutoCloseable {
  void send(byte[] records) throws IOException;

  /** Waits for bytes of the server; none at its end. */
  byte[] receive() throws IOException;

  @Override
  void close() throws IOException;
}
