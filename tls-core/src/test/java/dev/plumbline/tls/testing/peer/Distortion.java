package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.time.Duration;

/**
 * What happens to the bytes of one direction of a connection in a {@link ChaosProxy}: the same for the same bytes,
 * however they arrive. {@link Distortions} has some.
 */
public interface Distortion {
  /** What happens to one connection's bytes, from the first on. */
  Course course();

  /** One direction of one connection. Used by one thread. */
  interface Course {
    /** These bytes came; what is to go on is written to {@code wire}. */
    void carry(byte[] bytes, Wire wire) throws IOException;

    /** The sender has closed its side. */
    default void end(Wire wire) throws IOException {
      wire.finish();
    }

    /** How long without a byte is worth a call of {@link #quiet}; zero for never. */
    default Duration patience() {
      return Duration.ZERO;
    }

    /** Nothing came for {@link #patience()}. */
    default void quiet(Wire wire) throws IOException {}
  }

  /** The way to the receiver. */
  interface Wire {
    /** Sends the bytes at once, in a segment of their own as far as TCP lets us say so. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Closes this direction in an orderly way (FIN). */
    void finish() throws IOException;

    /** Breaks the connection off (RST); what the receiver has not read yet may be lost. */
    void reset() throws IOException;
  }
}
