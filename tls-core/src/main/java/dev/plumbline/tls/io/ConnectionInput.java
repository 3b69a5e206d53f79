package dev.plumbline.tls.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** The reading side of a connection as a stream. */
final class ConnectionInput extends InputStream {
  private final Opening opening;
  private final BooleanSupplier readable;
  private final Closeable owner;

  ConnectionInput(Opening opening, BooleanSupplier readable, Closeable owner) {
    this.opening = opening;
    this.readable = readable;
    this.owner = owner;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] array, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? 0 : opening.open().read(array, offset, length);
  }

  /** 1 if a read would not wait, else 0: how much more there is, the record layer does not say. */
  @Override
  public int available() throws IOException {
    return readable.getAsBoolean() ? 1 : 0;
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
