package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import java.io.ByteArrayOutputStream;

/**
 * Finds the records in what one side sends (RFC 5246 §6.2.1). Where bytes are missing within a record it goes on behind
 * that record; where its end can't be known, at the next segment that begins with what looks like a header. Bytes that
 * can't be records end it: they are told as they are.
 */
final class TlsReader implements ByteReader {
  static final int HEADER = 5;
  /** What ciphers may add to 2^14 bytes, in the version that allows most (RFC 5246 §6.2.3). */
  static final int MAX_FRAGMENT = (1 << 14) + 2048;

  private enum State { RECORDS, LOST, UNREADABLE }

  private final TlsState tls;
  private final Side side;
  private final Tally tally;
  private final RecordContents contents;
  private final UnreadReader rest;

  private State state = State.RECORDS;
  private boolean found = true;
  private final Segments segments = new Segments();
  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private final ByteArrayOutputStream fragment = new ByteArrayOutputStream(0);
  private int passed;
  private boolean holed;
  private int preamble;
  private long searchedFrame = -1;

  private TlsReader(Side side, TlsState tls, EventLog log, Tally tally) {
    this.side = side;
    this.tls = tls;
    this.tally = tally;
    this.contents = new RecordContents(side, tls, log);
    this.rest = new UnreadReader(side, log);
  }

  /**
   * A reader of a side that begins with a record.
   *
   * @param preamble how many bytes come before it: a hello of SSL 2 (RFC 5246 §E.2)
   */
  static TlsReader of(Side side, TlsState tls, EventLog log, Tally tally, int preamble) {
    TlsReader reader = new TlsReader(side, tls, log, tally);
    reader.preamble = preamble;
    return reader;
  }

  /** A reader of a side that may be TLS or not, and whose beginning was not captured. */
  static TlsReader searching(Side side, TlsState tls, EventLog log, Tally tally) {
    TlsReader reader = new TlsReader(side, tls, log, tally);
    reader.found = false;
    reader.lose();
    return reader;
  }

  @Override
  public void data(byte[] array, int offset, int length, Stretch where) {
    int at = 0;
    while (at < length) {
      at += take(array, offset + at, length - at, where, at);
    }
  }

  /** Takes some bytes, at least one, and answers how many. */
  private int take(byte[] array, int at, int length, Stretch where, int skipped) {
    int taken = length;
    if (preamble > 0) {
      taken = Math.min(preamble, length);
      rest.data(array, at, taken, where, skipped);
      preamble -= taken;
    } else if (state == State.UNREADABLE) {
      rest.data(array, at, length, where, skipped);
    } else if (state == State.LOST && !search(where)) {
      if (!found) {
        rest.data(array, at, length, where, skipped);
      }
    } else if (headerBytes < HEADER) {
      taken = 1;
      segments.add(where, skipped, taken);
      header[headerBytes++] = array[at];
      if (headerBytes == HEADER) {
        begin();
      }
    } else {
      taken = Math.min(length() - passed, length);
      segments.add(where, skipped, taken);
      if (!holed) {
        fragment.write(array, at, taken);
      }
      pass(taken);
    }
    return taken;
  }

  /** Whether a header may begin in this frame: only where the frame itself begins, or goes on with one. */
  private boolean search(Stretch where) {
    boolean fresh = where.frame() != searchedFrame;
    if (fresh) {
      giveUpHeader();
      searchedFrame = where.frame();
    }
    return fresh || headerBytes > 0;
  }

  /** What was taken for the beginning of a header is none. */
  private void giveUpHeader() {
    if (!found && headerBytes > 0) {
      rest.data(header, 0, headerBytes, segments);
    }
    headerBytes = 0;
    segments.clear();
  }

  private void begin() {
    if (plausible(header, state == State.LOST)) {
      state = State.RECORDS;
      found = true;
      tally.record(length(), type() == TlsState.APPLICATION_DATA && tls.application(side));
      pass(0);
    } else if (state == State.LOST) {
      giveUpHeader();
    } else {
      contents.end();
      state = State.UNREADABLE;
      rest.begin();
      rest.data(header, 0, HEADER, segments);
    }
  }

  /** Whether this can be the header of a record; while searching, only one of a version that exists. */
  static boolean plausible(byte[] header, boolean strictly) {
    int type = header[0] & 0xFF;
    int length = (header[3] & 0xFF) << 8 | header[4] & 0xFF;
    boolean known = type >= TlsState.CHANGE_CIPHER_SPEC && type <= TlsState.APPLICATION_DATA + 1;
    boolean version = header[1] == 3 && header[2] >= 0 && header[2] <= 4;
    return known && length <= MAX_FRAGMENT && (!strictly || version && length > 0);
  }

  private void pass(int count) {
    passed += count;
    tally.unfinished(length() - passed);
    if (passed == length()) {
      finish();
    }
  }

  private void finish() {
    boolean complete = passed == length() && !holed;
    contents.record(type(), version(), length(), fragment.toByteArray(), complete, segments);
    reset();
  }

  private void reset() {
    headerBytes = 0;
    passed = 0;
    holed = false;
    fragment.reset();
    segments.clear();
  }

  @Override
  public void missing(long bytes, Stretch where) {
    if (state != State.RECORDS) {
      return;
    }
    preamble = 0;
    if (headerBytes == HEADER && bytes <= length() - passed) {
      holed = true;
      segments.skip((int) bytes);
      pass((int) bytes);
    } else {
      unfinished();
      tally.unfinished(0);
      lose();
    }
  }

  private void lose() {
    state = State.LOST;
    searchedFrame = -1;
    contents.lost();
    reset();
  }

  @Override
  public void end() {
    if (state == State.RECORDS) {
      unfinished();
      contents.end();
    } else if (state == State.LOST) {
      giveUpHeader();
    }
  }

  private void unfinished() {
    if (headerBytes == HEADER) {
      finish();
    } else if (headerBytes > 0) {
      rest.begin();
      rest.data(header, 0, headerBytes, segments);
    }
  }

  /** Whether there was a record at all. */
  boolean found() {
    return found;
  }

  @Override
  public int held() {
    return fragment.size() + contents.held();
  }

  private int type() {
    return header[0] & 0xFF;
  }

  private int version() {
    return (header[1] & 0xFF) << 8 | header[2] & 0xFF;
  }

  private int length() {
    return (header[3] & 0xFF) << 8 | header[4] & 0xFF;
  }
}
