package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import java.util.Arrays;
import java.util.Optional;

/** What one side sends: finds out what it speaks and hands the bytes to the reader for it. */
final class SideReader {
  private final Side side;
  private final boolean opening;
  private final TlsState tls;
  private final EventLog log;
  private final MqttDialogue mqtt;
  private final Tally tally = new Tally();

  private byte[] first = new byte[0];
  private Segments firstPieces = new Segments();
  private Protocol protocol = Protocol.SILENT;
  private ByteReader reader;
  private long mark;

  SideReader(Side side, boolean opening, TlsState tls, EventLog log, MqttDialogue mqtt) {
    this.side = side;
    this.opening = opening;
    this.tls = tls;
    this.log = log;
    this.mqtt = mqtt;
  }

  void data(byte[] array, int offset, int length, Stretch where) {
    tally.bytes(length);
    int taken = 0;
    while (reader == null && taken < length) {
      first = Arrays.copyOf(first, first.length + 1);
      first[first.length - 1] = array[offset + taken];
      firstPieces.add(where, taken, 1);
      taken++;
      decide(false);
    }
    if (taken < length) {
      reader.data(
          array,
          offset + taken,
          length - taken,
          new Stretch(where.frame(), where.offset() + taken, where.nanos()));
    }
    mark = log.mark();
  }

  void missing(long bytes, Stretch where) {
    decide(true);
    if (reader != null) {
      reader.missing(bytes, where);
    }
  }

  void end() {
    log.rewind(mark);
    decide(true);
    if (reader != null) {
      reader.end();
    }
    log.resume();
  }

  private void decide(boolean last) {
    if (reader != null) {
      return;
    }
    Optional<Protocol> verdict = FirstBytes.judge(side, first, first.length, last);
    if (verdict.isEmpty()) {
      return;
    }
    protocol = verdict.get();
    reader = readerFor(protocol);
    byte[] bytes = first;
    firstPieces.replay((at, count, where) -> reader.data(bytes, at, count, where));
    first = new byte[0];
    firstPieces = null;
  }

  private ByteReader readerFor(Protocol spoken) {
    boolean old = FirstBytes.oldHello(first, first.length);
    return switch (spoken) {
      case TLS -> TlsReader.of(side, tls, log, tally, old ? FirstBytes.oldHelloLength(first) : 0);
      case MQTT -> new PacketReader(side, log, mqtt);
      // A connection that was joined midway begins in the middle of a record.
      case OTHER -> opening ? new UnreadReader(side, log) : TlsReader.searching(side, tls, log, tally);
      default -> new UnreadReader(side, log);
    };
  }

  /** What it speaks, as far as it is known. */
  Protocol protocol() {
    return reader instanceof TlsReader records && records.found() ? Protocol.TLS : protocol;
  }

  Tally tally() {
    return tally;
  }

  int held() {
    return reader == null ? first.length : reader.held();
  }
}
