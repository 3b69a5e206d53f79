package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One direction of a {@link Relay}'s connection. */
record ChannelWire(SocketChannel to) implements Distortion.Wire {
  private static final int CHUNK = 1 << 15;

  /** Takes everything that comes from there on its course; returns at the end of the stream. */
  void carryFrom(SocketChannel from, Distortion.Course course) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    int patience = (int) course.patience().toMillis();
    int count = 0;
    while (count >= 0) {
      try {
        count = read(from, chunk.clear(), patience);
        if (count > 0) {
          course.carry(Arrays.copyOf(chunk.array(), count), this);
        }
      } catch (SocketTimeoutException e) {
        course.quiet(this);
      }
    }
    course.end(this);
  }

  /** Only a socket adaptor knows timeouts, and a socket file has none. */
  private static int read(SocketChannel from, ByteBuffer chunk, int patience) throws IOException {
    if (patience == 0) {
      return from.read(chunk);
    }
    from.socket().setSoTimeout(patience);
    return from.socket().getInputStream().read(chunk.array());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      to.write(rest);
    }
  }

  @Override
  public void finish() throws IOException {
    to.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    to.setOption(StandardSocketOptions.SO_LINGER, 0);
    to.close();
  }
}
