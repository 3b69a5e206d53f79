package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;

/** Tells what the records of one side carry, in clear, and numbers those that are encrypted. */
final class RecordContents {
  /** Bytes of handshake messages that are kept of each side. */
  static final int HANDSHAKE_ROOM = 1 << 18;
  private static final int NONE = -1;

  private final Side side;
  private final TlsState tls;
  private final EventLog log;
  private final HandshakeReader handshake;
  private long number;
  private boolean counted = true;
  private int firstHalf = NONE;
  private boolean enciphered;

  RecordContents(Side side, TlsState tls, EventLog log) {
    this.side = side;
    this.tls = tls;
    this.log = log;
    this.handshake = new HandshakeReader(side, HANDSHAKE_ROOM, false, this::message);
  }

  /**
   * Takes a record.
   *
   * @param content the beginning of its fragment, all of it if it is complete
   * @param segments where it stands, header included
   */
  void record(int type, int version, int length, byte[] content, boolean complete, Segments segments) {
    boolean sealed = tls.encrypted(side, type, length);
    Span span = segments.span();
    int plaintext = sealed || !complete ? -1 : length;
    Event.Record record =
        new Event.Record(side, span.time(), span.place(), type, version, length, complete, sealed, plaintext);
    if (sealed) {
      log.add(sealed(record, complete ? content : null));
    } else {
      log.add(record);
      clear(record, content, segments);
    }
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

  private void clear(Event.Record record, byte[] content, Segments segments) {
    Whence inside = (span, from, to) -> segments.extend(span, TlsReader.HEADER + from, TlsReader.HEADER + to);
    switch (record.contentType()) {
      case TlsState.HANDSHAKE -> {
        handshake.record(content, 0, content.length, inside);
        if (!record.complete()) {
          handshake.missing(record.length() - content.length);
        }
      }
      case TlsState.CHANGE_CIPHER_SPEC -> {
        handshake.flush();
        if (record.complete()) {
          log.add(new Event.ChangeCipherSpec(side, record.time(), record.place()));
          tls.changeCipherSpec(side);
          counted = true;
        }
      }
      case TlsState.ALERT -> alerts(content, inside);
      default -> { }
    }
  }

  /** An alert may be spread over two records (RFC 5246 §6.2.1), and then it is where its second byte is. */
  private void alerts(byte[] content, Whence inside) {
    int at = 0;
    if (firstHalf != NONE && content.length > 0) {
      alert(firstHalf, content[0] & 0xFF, inside, 0, 1);
      firstHalf = NONE;
      at = 1;
    }
    for (; at + 2 <= content.length; at += 2) {
      alert(content[at] & 0xFF, content[at + 1] & 0xFF, inside, at, at + 2);
    }
    firstHalf = at < content.length ? content[at] & 0xFF : firstHalf;
  }

  private void alert(int level, int description, Whence inside, int from, int to) {
    Span span = new Span();
    inside.extend(span, from, to);
    log.add(new Event.Alert(side, span.time(), span.place(), level, description));
  }

  private void message(Event message) {
    log.add(message);
    if (message instanceof Event.Handshake handshakeMessage) {
      tls.message(handshakeMessage);
    }
  }

  /** Records are lost, nobody knows how many. */
  void lost() {
    handshake.flush();
    firstHalf = NONE;
    counted = false;
  }

  /** Nothing will follow that can be read. */
  void end() {
    handshake.flush();
  }

  int held() {
    return handshake.held();
  }
}
