package dev.plumbline.tls.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The writing side of a connection as a stream, which keeps nothing back. */
final class ConnectionOutput extends OutputStream {
  private final Opening opening;
  private final Closeable owner;

  ConnectionOutput(Opening opening, Closeable owner) {
    this.opening = opening;
    this.owner = owner;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] array, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, array.length);
    opening.open().write(array, offset, length);
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
