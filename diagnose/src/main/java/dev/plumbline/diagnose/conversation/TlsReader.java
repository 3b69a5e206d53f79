package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import java.io.ByteArrayOutputStream;

/**
 * Parses the records of one side (RFC 5246 §6.2.1). Where bytes are missing within a record it goes on behind that record;
 * where its end can't be known, at the next segment that begins with what looks like a header. Bytes that can't be
 * records end it: they are told as they are.
 */
final class TlsReader implements ByteReader {
  static final int HEADER = 5;
  /** What ciphers may add to 2^14 bytes, in the version that allows most (RFC 5246 §6.2.3). */
  static final int MAX_FRAGMENT = (1 << 14) + 2048;
  /** Bytes of handshake messages that are kept of each side. */
  static final int HANDSHAKE_ROOM = 1 << 18;

  private enum State { RECORDS, LOST, UNREADABLE }

  private final Side side;
  private final TlsState tls;
  private final EventLog log;
  private final Tally tally;
  private final HandshakeReader handshake;

  private State state = State.RECORDS;
  private final Segments segments = new Segments();
  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private final ByteArrayOutputStream fragment = new ByteArrayOutputStream(0);
  private int passed;
  private boolean holed;
  private boolean found;

  /** What precedes the records and is not one: a hello of SSL 2 (RFC 5246 §E.2). */
  private int preamble;
  private Item.Unread unread;
  private long searchedFrame = -1;
  private long number;
  private boolean counted = true;
  private boolean enciphered;

  /**
   * @param preamble how many bytes come before the first record
   * @param inSync whether the first record begins at once; otherwise it is looked for
   */
  TlsReader(Side side, TlsState tls, EventLog log, Tally tally, int preamble, boolean inSync) {
    this.side = side;
    this.tls = tls;
    this.log = log;
    this.tally = tally;
    this.preamble = preamble;
    this.handshake = new HandshakeReader(side, HANDSHAKE_ROOM, false, this::message);
    this.found = inSync;
    if (!inSync) {
      lose();
    }
  }

  @Override
  public void data(byte[] array, int offset, int length, Stretch where) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int skipped = at - offset;
      if (preamble > 0) {
        int take = Math.min(preamble, end - at);
        unread(array, at, take, where, skipped);
        preamble -= take;
        at += take;
      } else if (state == State.UNREADABLE) {
        unread(array, at, end - at, where, skipped);
        at = end;
      } else if (state == State.LOST && !search(where)) {
        if (!found) {
          unread(array, at, end - at, where, skipped);
        }
        at = end;
      } else if (headerBytes < HEADER) {
        segments.add(where, skipped, 1);
        header[headerBytes++] = array[at++];
        if (headerBytes == HEADER) {
          begin(where);
        }
      } else {
        int take = Math.min(length() - passed, end - at);
        segments.add(where, skipped, take);
        if (!holed) {
          fragment.write(array, at, take);
        }
        at += take;
        pass(take);
      }
    }
  }

  /** Whether a header may begin in this frame: only where the frame itself begins, or goes on with one. */
  private boolean search(Stretch where) {
    if (headerBytes > 0 && where.frame() == searchedFrame) {
      return true;
    }
    boolean fresh = where.frame() != searchedFrame;
    searchedFrame = where.frame();
    headerBytes = 0;
    segments.clear();
    return fresh;
  }

  private void begin(Stretch where) {
    if (plausible(header, state == State.LOST)) {
      state = State.RECORDS;
      found = true;
      tally.record(length(), type() == TlsState.APPLICATION_DATA && tls.application(side));
      pass(0);
    } else if (state == State.LOST) {
      if (!found) {
        unread(header, 0, HEADER, segments, segments.nanos());
      }
      lose();
      searchedFrame = where.frame();
    } else {
      handshake.flush();
      state = State.UNREADABLE;
      unread = null;
      unread(header, 0, HEADER, segments, segments.nanos());
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
    byte[] content = fragment.toByteArray();
    boolean sealed = tls.encrypted(side, type(), length());
    Span span = segments.span();
    int plaintext = sealed || !complete ? -1 : content.length;
    Event.Record record =
        new Event.Record(
            side, span.time(), span.place(), type(), version(), length(), complete, sealed, plaintext);
    if (sealed) {
      log.add(sealed(record, complete ? content : null));
    } else {
      log.add(record);
      clear(content, complete);
    }
    headerBytes = 0;
    passed = 0;
    holed = false;
    fragment.reset();
    segments.clear();
  }

  private Item sealed(Event.Record record, byte[] content) {
    if (!enciphered) {
      enciphered = true;
      number = 0;
    }
    Item item = new Item.Sealed(record, content, number++, counted);
    if (record.contentType() == TlsState.CHANGE_CIPHER_SPEC) {
      enciphered = false;
      counted = true;
    }
    return item;
  }

  private void clear(byte[] content, boolean complete) {
    Whence inside = (span, from, to) -> segments.extend(span, HEADER + from, HEADER + to);
    switch (type()) {
      case TlsState.HANDSHAKE -> {
        handshake.record(content, 0, content.length, inside);
        if (!complete) {
          handshake.missing(length() - content.length);
        }
      }
      case TlsState.CHANGE_CIPHER_SPEC -> {
        handshake.flush();
        if (complete) {
          Span span = segments.span();
          log.add(new Event.ChangeCipherSpec(side, span.time(), span.place()));
          tls.changeCipherSpec(side);
          counted = true;
        }
      }
      case TlsState.ALERT -> alerts(content, inside);
      default -> { }
    }
  }

  private void alerts(byte[] content, Whence inside) {
    for (int at = 0; at + 2 <= content.length; at += 2) {
      Span span = new Span();
      inside.extend(span, at, at + 2);
      log.add(new Event.Alert(side, span.time(), span.place(), content[at] & 0xFF, content[at + 1] & 0xFF));
    }
  }

  private void message(Event message) {
    log.add(message);
    if (message instanceof Event.Handshake handshakeMessage) {
      tls.message(handshakeMessage);
    }
  }

  private void unread(byte[] array, int at, int length, Stretch where, int skipped) {
    Segments here = new Segments();
    here.add(where, skipped, length);
    unread(array, at, length, here, where.nanos());
  }

  private void unread(byte[] array, int at, int length, Whence whence, long nanos) {
    if (unread == null) {
      unread = new Item.Unread(side, nanos);
      log.add(unread);
    }
    unread.add(array, at, length, whence, 0);
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
      handshake.flush();
      tally.unfinished(0);
      lose();
    }
  }

  private void lose() {
    state = State.LOST;
    searchedFrame = -1;
    headerBytes = 0;
    passed = 0;
    counted = false;
    fragment.reset();
    segments.clear();
  }

  @Override
  public void end() {
    if (state == State.RECORDS) {
      unfinished();
      handshake.flush();
    }
  }

  private void unfinished() {
    if (headerBytes == HEADER) {
      finish();
    } else if (headerBytes > 0) {
      unread = null;
      unread(header, 0, headerBytes, segments, segments.nanos());
    }
  }

  /** Whether there was a record at all. */
  boolean found() {
    return found;
  }

  @Override
  public int held() {
    return fragment.size() + handshake.held();
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
