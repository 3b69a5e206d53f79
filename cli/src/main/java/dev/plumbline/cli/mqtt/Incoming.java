package dev.plumbline.cli.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads a connection on a thread of its own, a few pieces ahead of the driver and no more. */
final class Incoming {
  private static final int PIECE = 16384;
  private static final int PIECES_AHEAD = 8;

  /** A piece of what came; or the end, with its reason if it was not orderly. */
  record Piece(ByteBuffer bytes, IOException failure) {
    boolean isEnd() {
      return bytes == null;
    }
  }

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
  private final InputStream in;
  private final Bell bell;
  private final Thread reader = new Thread(this::read, "incoming");

  Incoming(InputStream in, Bell bell) {
    this.in = in;
    this.bell = bell;
    reader.setDaemon(true);
    reader.start();
  }

  /** The next piece, or null if none is here yet. */
  Piece poll() {
    return pieces.poll();
  }

  /** Stops reading; the connection must have been closed. */
  void stop() {
    reader.interrupt();
  }

  private void read() {
    byte[] buffer = new byte[PIECE];
    try {
      Piece end = null;
      while (end == null) {
        end = readPiece(buffer);
      }
      deliver(end);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Piece readPiece(byte[] buffer) throws InterruptedException {
    try {
      int length = in.read(buffer);
      if (length < 0) {
        return new Piece(null, null);
      }
      deliver(new Piece(ByteBuffer.wrap(Arrays.copyOf(buffer, length)), null));
      return null;
    } catch (IOException e) {
      return new Piece(null, e);
    }
  }

  private void deliver(Piece piece) throws InterruptedException {
    pieces.put(piece);
    bell.ring();
  }
}
