package dev.plumbline.tls.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The socket under a connection, with one buffer for each direction, and the tap on both. Must not know what the
 * bytes mean. One thread may read while another writes.
 */
final class Transport {
  /** A full record, so that it takes one read or write. */
  private static final int BUFFER = 5 + (1 << 14) + 64;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Tap tap;
  private final ByteBuffer inbound = ByteBuffer.allocate(BUFFER).limit(0);
  private final ByteBuffer outbound = ByteBuffer.allocate(BUFFER);

  private SocketException reset;

  /** Why nothing more could be sent: of a reset that a write has come upon, a read sees nothing but an end. */
  private volatile SocketException unsendable;

  Transport(Socket socket, Tap tap) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.tap = tap;
  }

  /** Bytes that were received; whoever takes some says so with {@link #taken}. */
  ByteBuffer inbound() {
    return inbound;
  }

  /** Room for bytes to be sent by {@link #write}. */
  ByteBuffer outbound() {
    return outbound.clear();
  }

  /**
   * Waits until there is something inbound.
   *
   * @return false at the end, be it orderly or by reset
   * @throws java.net.SocketTimeoutException if SO_TIMEOUT ran out; nothing was lost
   */
  boolean fill() throws IOException {
    if (inbound.hasRemaining()) {
      return true;
    }
    int length;
    try {
      length = in.read(inbound.array());
    } catch (SocketException broken) {
      if (socket.isClosed()) {
        throw broken;
      }
      tap.receivedReset();
      reset = broken;
      return false;
    }
    if (length < 0) {
      ended();
      return false;
    }
    inbound.limit(length).position(0);
    return true;
  }

  private void ended() {
    if (unsendable == null) {
      tap.receivedEnd();
    } else {
      tap.receivedReset();
      reset = unsendable;
    }
  }

  /** What broke the connection, once {@link #fill} came to its end, if that was not an orderly one. */
  Optional<SocketException> reset() {
    return Optional.ofNullable(reset);
  }

  /** What was inbound since {@code from} has been dealt with. */
  void taken(int from) {
    tap.received(inbound.array(), from, inbound.position() - from);
  }

  /** Sends what is in {@link #outbound}. */
  void write() throws IOException {
    tap.sent(outbound.array(), 0, outbound.position());
    try {
      out.write(outbound.array(), 0, outbound.position());
    } catch (SocketException broken) {
      unsendable = socket.isClosed() ? null : broken;
      throw broken;
    }
  }

  /** Sends no more, so that the last of it arrives whatever is still unread here. */
  void endOutput() {
    tap.sentEnd();
    try {
      socket.shutdownOutput();
    } catch (IOException alreadyBroken) {
      // Then there is nobody to tell.
      return;
    }
  }

  void close() throws IOException {
    tap.sentEnd();
    socket.close();
  }

  void setSoTimeout(int millis) throws SocketException {
    socket.setSoTimeout(millis);
  }
}
