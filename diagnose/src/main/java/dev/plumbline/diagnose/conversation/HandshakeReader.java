package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the handshake messages of one side together from the contents of its records (RFC 5246 §6.2.1: several in one,
 * one in several). Bodies are kept up to a limit for the whole connection; what is beyond it is counted.
 */
final class HandshakeReader {
  private static final int HEADER = 4;

  /** Types that were ever assigned (IANA, TLS HandshakeType); with any other the bytes are not a message. */
  private static final Set<Integer> TYPES =
      Set.of(0, 1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 67, 203, 254);

  private final Side side;
  private final boolean deciphered;
  private final Consumer<Event> out;
  private int room;
  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private int announced;
  private int passed;
  private int records;
  private int lost;
  private Span span = new Span();

  HandshakeReader(Side side, int room, boolean deciphered, Consumer<Event> out) {
    this.side = side;
    this.room = room;
    this.deciphered = deciphered;
    this.out = out;
  }

  /** Takes the content of one record. */
  void record(byte[] content, int from, int to, Whence whence) {
    int at = from + Math.min(lost, to - from);
    lost -= at - from;
    if (headerBytes > 0 && at < to) {
      records++;
    }
    while (at < to) {
      int begin = at;
      if (headerBytes == 0) {
        records = 1;
        if (!TYPES.contains(content[at] & 0xFF)) {
          hidden(at, to, whence);
          return;
        }
      }
      while (headerBytes < HEADER && at < to) {
        header[headerBytes++] = content[at++];
      }
      if (headerBytes == HEADER) {
        announced = (header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF;
        int take = Math.min(announced - passed, to - at);
        int keep = Math.min(take, room);
        body.write(content, at, keep);
        room -= keep;
        passed += take;
        at += take;
      }
      whence.extend(span, begin, at);
      if (headerBytes == HEADER && passed == announced) {
        flush();
      }
    }
  }

  /** Tells of a message that is not complete, if there is one of which type and length are known. */
  void flush() {
    if (headerBytes == HEADER) {
      out.accept(
          new Event.Handshake(
              side, span.time(), span.place(), header[0] & 0xFF, body.toByteArray(), announced, records, deciphered));
    }
    headerBytes = 0;
    body.reset();
    passed = 0;
    records = 0;
    span = new Span();
  }

  /** Content that is not in the capture: of a message that began before, the rest is passed over when it comes. */
  void missing(int bytes) {
    boolean within = headerBytes == HEADER && bytes <= announced - passed;
    int rest = within ? announced - passed - bytes : 0;
    flush();
    lost = rest;
  }

  int held() {
    return body.size();
  }

  private void hidden(int from, int to, Whence whence) {
    Span all = new Span();
    whence.extend(all, from, to);
    out.accept(new Event.HiddenHandshake(side, all.time(), all.place(), to - from));
  }
}
