package dev.plumbline.tls.testing.peer;

import dev.plumbline.tls.testing.peer.Distortion.Course;
import dev.plumbline.tls.testing.peer.Distortion.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** The ways in which networks, and servers that are odd but right, treat bytes. */
public final class Distortions {
  /** Passes everything on as it comes. */
  public static final Distortion NONE = of(() -> (bytes, wire) -> wire.write(bytes, 0, bytes.length));

  private Distortions() {}

  /** Each {@code size} bytes go in a segment of their own. */
  public static Distortion split(int size) {
    return of(
        () ->
            (bytes, wire) -> {
              for (int at = 0; at < bytes.length; at += size) {
                wire.write(bytes, at, Math.min(size, bytes.length - at));
              }
            });
  }

  /** Holds bytes back until none has come for this long, then sends all of them at once. */
  public static Distortion coalesce(Duration quiet) {
    return of(() -> new Coalesced(quiet));
  }

  /** Holds whatever comes back for this long. */
  public static Distortion delay(Duration each) {
    return of(
        () ->
            (bytes, wire) -> {
              pause(each);
              wire.write(bytes, 0, bytes.length);
            });
  }

  /** Nothing more arrives after {@code count} bytes, and the connection stays open. */
  public static Distortion stallAfter(long count) {
    return of(() -> new Limited(count, wire -> { }) {
      @Override
      public void end(Wire wire) {
        // The receiver is left waiting.
      }
    });
  }

  /** The connection ends, without a word from TLS, after {@code count} bytes. */
  public static Distortion cutAfter(long count) {
    return of(() -> new Limited(count, Wire::finish));
  }

  /** The connection breaks off after {@code count} bytes. */
  public static Distortion resetAfter(long count) {
    return of(() -> new Limited(count, Wire::reset));
  }

  /** One bit arrives wrong: bit {@code number % 8}, from the lowest, of byte {@code number / 8}. */
  public static Distortion flipBit(long number) {
    return of(() -> new Flipped(number));
  }

  /** Handshake messages in clear are cut into records of this many bytes; what is encrypted passes as it is. */
  public static Distortion handshakeRecordsOf(int bytes) {
    return of(() -> new Reframed(bytes));
  }

  /** The messages of a flight in clear are put together into as few records as there can be. */
  public static Distortion handshakeInOneRecord() {
    return of(() -> new Reframed(Reframed.MOST));
  }

  private static Distortion of(Supplier<Course> fresh) {
    return fresh::get;
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static final class Coalesced implements Course {
    private final Duration quiet;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Coalesced(Duration quiet) {
      this.quiet = quiet;
    }

    @Override
    public void carry(byte[] bytes, Wire wire) {
      held.writeBytes(bytes);
    }

    @Override
    public Duration patience() {
      return quiet;
    }

    @Override
    public void quiet(Wire wire) throws IOException {
      if (held.size() > 0) {
        wire.write(held.toByteArray(), 0, held.size());
        held.reset();
      }
    }

    @Override
    public void end(Wire wire) throws IOException {
      quiet(wire);
      wire.finish();
    }
  }

  /** The first bytes, and then an end of some kind. */
  private static class Limited implements Course {
    private final Ending ending;
    private long left;
    private boolean over;

    Limited(long count, Ending ending) {
      this.left = count;
      this.ending = ending;
    }

    interface Ending {
      void of(Wire wire) throws IOException;
    }

    @Override
    public void carry(byte[] bytes, Wire wire) throws IOException {
      int length = (int) Math.min(left, bytes.length);
      if (length > 0) {
        wire.write(bytes, 0, length);
        left -= length;
      }
      if (left == 0 && !over) {
        over = true;
        ending.of(wire);
      }
    }
  }

  private static final class Flipped implements Course {
    private final long number;
    private long carried;

    Flipped(long number) {
      this.number = number;
    }

    @Override
    public void carry(byte[] bytes, Wire wire) throws IOException {
      long at = number / 8 - carried;
      if (at >= 0 && at < bytes.length) {
        bytes[(int) at] ^= (byte) (1 << number % 8);
      }
      carried += bytes.length;
      wire.write(bytes, 0, bytes.length);
    }
  }
}
