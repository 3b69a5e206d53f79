package dev.plumbline.diagnose.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The bytes of a capture file through one buffer that is reused: a frame is a window on it, good until the next one is
 * asked for. A stream that breaks off, compressed or not, is an end like any other.
 */
final class CaptureInput {
  /** libpcap's own limit for a packet; a length above it is damage. */
  static final int MAX_FRAME = 262_144;

  private static final int CAPACITY = 1 << 16;

  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream in;
  private byte[] buffer = new byte[CAPACITY];
  private int position;
  private int limit;
  private long before;
  private boolean swapped;
  private boolean ended;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  /** Whether numbers are written with their most significant byte first. */
  void bigEndian(boolean big) {
    swapped = big;
  }

  /**
   * Whether this many bytes are there, at {@link #position}; what was there before is gone. Not to be asked for more
   * than a frame and what stands before it, because that is what the buffer grows to.
   */
  boolean has(int bytes) throws IOException {
    if (bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(bytes, 2 * buffer.length));
    }
    while (limit - position < bytes && !ended) {
      fill();
    }
    return limit - position >= bytes;
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      before += position;
      limit -= position;
      position = 0;
    }
    try {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    } catch (EOFException | ZipException compressedDataBreaksOff) {
      ended = true;
    }
  }

  /** Whether there is nothing more. */
  boolean atEnd() throws IOException {
    return !has(1);
  }

  byte[] array() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** How many bytes of the capture were consumed. */
  long consumed() {
    return before + position;
  }

  /** The number at this distance from the position; it must be there. */
  int u32(int at) {
    int value = (int) LITTLE_INT.get(buffer, position + at);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  int u16(int at) {
    int first = buffer[position + at] & 0xFF;
    int second = buffer[position + at + 1] & 0xFF;
    return swapped ? first << 8 | second : second << 8 | first;
  }

  long u64(int at) {
    long first = u32(at) & 0xFFFF_FFFFL;
    long second = u32(at + Integer.BYTES) & 0xFFFF_FFFFL;
    return swapped ? first << Integer.SIZE | second : second << Integer.SIZE | first;
  }

  /** Goes on; what is skipped need not be in the buffer. False if the end came before. */
  boolean skip(long bytes) throws IOException {
    long left = bytes;
    while (left > limit - position) {
      left -= limit - position;
      position = limit;
      if (!has(1)) {
        return false;
      }
    }
    position += (int) left;
    return true;
  }

  /** Takes these bytes out, or null if the end comes before. */
  byte[] take(int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      if (!has(1)) {
        return null;
      }
      int part = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, bytes, done, part);
      position += part;
      done += part;
    }
    return bytes;
  }

  /** The first bytes, as many as there are up to this length; they stay. */
  byte[] peek(int length) throws IOException {
    has(length);
    return Arrays.copyOfRange(buffer, position, Math.min(limit, position + length));
  }
}
