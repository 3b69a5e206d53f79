package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.List;
import java.util.function.Consumer;

/** One connection while it lasts. */
final class Recording implements FlowSink {
  private static final FlowQuality UNKNOWN = new FlowQuality(false, false, 0, 0, 0, 0, 0, 0, 0);

  private final int stream;
  private final Endpoint clientEnd;
  private final Endpoint serverEnd;
  private final EventLog log = new EventLog();
  private final SideReader client;
  private final SideReader server;
  private final Consumer<Recording> ended;
  private FlowQuality quality = UNKNOWN;
  private boolean over;

  Recording(int stream, Endpoint clientEnd, Endpoint serverEnd, boolean opening, Consumer<Recording> ended) {
    this.stream = stream;
    this.clientEnd = clientEnd;
    this.serverEnd = serverEnd;
    this.ended = ended;
    TlsState tls = new TlsState();
    MqttDialogue mqtt = new MqttDialogue();
    client = new SideReader(Side.CLIENT, opening, tls, log, mqtt);
    server = new SideReader(Side.SERVER, opening, tls, log, mqtt);
  }

  @Override
  public void data(Side from, byte[] array, int offset, int length, Stretch where) {
    if (!over && length > 0) {
      side(from).data(array, offset, length, where);
    }
  }

  @Override
  public void missing(Side from, long bytes, boolean cut, Stretch where) {
    if (over || bytes <= 0) {
      return;
    }
    int total = (int) Math.min(bytes, Integer.MAX_VALUE);
    Place place = new Place(where.frame(), where.offset(), 0, total, where.frame());
    side(from).missing(bytes, where);
    log.add(new Event.Missing(from, Span.time(where.nanos()), place, bytes, cut));
  }

  @Override
  public void signal(Side from, TcpSignal signal, Stretch where) {
    if (!over) {
      Place place = new Place(where.frame(), where.offset(), 0, 0, where.frame());
      log.add(new Event.Tcp(from, Span.time(where.nanos()), place, signal));
    }
  }

  @Override
  public void end(FlowQuality seen) {
    if (over) {
      return;
    }
    over = true;
    quality = seen;
    client.end();
    server.end();
    ended.accept(this);
  }

  /** The conversation as it stands, with what these keys open. */
  Conversation conversation(KeyLog keys) {
    List<Item> items = log.items();
    Composer composer = new Composer(keys, items);
    return new Conversation(
        stream,
        clientEnd,
        serverEnd,
        protocol(),
        quality,
        composer.events(),
        log.left(),
        client.tally().traffic(composer.hiddenApplicationRecords()),
        server.tally().traffic(0),
        composer.keys());
  }

  private Protocol protocol() {
    return client.protocol() != Protocol.SILENT ? client.protocol() : server.protocol();
  }

  private SideReader side(Side from) {
    return from == Side.CLIENT ? client : server;
  }

  int stream() {
    return stream;
  }
}
