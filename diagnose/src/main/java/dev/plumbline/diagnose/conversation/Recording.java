package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.function.Consumer;

/** One connection, while it lasts and after, until it is told. */
final class Recording implements FlowSink {
  /** What its own objects take, in bytes. */
  static final int BASE = 1500;

  private static final FlowQuality UNKNOWN = new FlowQuality(false, false, 0, 0, 0, 0, 0, 0, 0);

  /** How much a connection is worth to somebody who looks for what fails. */
  enum Worth { WORKED, OTHER, FAILED }

  private final int stream;
  private final Endpoint clientEnd;
  private final Endpoint serverEnd;
  private final KeyLog keys;
  private final Consumer<Recording> changed;
  private final Consumer<Recording> ended;
  private final EventLog log = new EventLog();
  private final TlsState tls = new TlsState();
  private final SideReader client;
  private final SideReader server;
  private FlowQuality quality = UNKNOWN;
  private boolean over;
  private Conversation.Form form = Conversation.Form.WHOLE;
  private Worth worth;
  private int weight;

  /**
   * @param changed is told whenever it may hold more
   * @param ended is told once, when the connection is over
   */
  Recording(
      int stream,
      Endpoint clientEnd,
      Endpoint serverEnd,
      boolean opening,
      KeyLog keys,
      Consumer<Recording> changed,
      Consumer<Recording> ended) {
    this.stream = stream;
    this.clientEnd = clientEnd;
    this.serverEnd = serverEnd;
    this.keys = keys;
    this.changed = changed;
    this.ended = ended;
    MqttDialogue mqtt = new MqttDialogue();
    client = new SideReader(Side.CLIENT, opening, tls, log, mqtt);
    server = new SideReader(Side.SERVER, opening, tls, log, mqtt);
  }

  @Override
  public void data(Side from, byte[] array, int offset, int length, Stretch where) {
    if (!over && length > 0) {
      side(from).data(array, offset, length, where);
      changed.accept(this);
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
    changed.accept(this);
  }

  @Override
  public void signal(Side from, TcpSignal signal, Stretch where) {
    if (!over) {
      Place place = new Place(where.frame(), where.offset(), 0, 0, where.frame());
      log.add(new Event.Tcp(from, Span.time(where.nanos()), place, signal));
      changed.accept(this);
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

  /** The conversation as it stands, with what the keys open that are known by now. */
  Conversation conversation() {
    Composer composer = new Composer(keys, log.items());
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
        composer.keys(),
        form);
  }

  /** Gives memory back. */
  void squeeze(Squeeze how) {
    if (form == Conversation.Form.WHOLE) {
      form = worth() == Worth.WORKED ? Conversation.Form.WORKED : Conversation.Form.SHORTENED;
    }
    log.squeeze(how);
  }

  /** What it is worth by what was seen so far; once memory was given back, or it is over, that stands. */
  Worth worth() {
    if (worth == null || !over && form == Conversation.Form.WHOLE) {
      worth = judge();
    }
    return worth;
  }

  private Worth judge() {
    Protocol protocol = protocol();
    boolean other =
        (protocol == Protocol.HTTP || protocol == Protocol.OTHER) && server.protocol() != Protocol.TLS;
    return other ? Worth.OTHER : Success.seen(log.items(), client.tally(), server.tally(), tls.tls13())
        ? Worth.WORKED
        : Worth.FAILED;
  }

  private Protocol protocol() {
    return client.protocol() != Protocol.SILENT ? client.protocol() : server.protocol();
  }

  private SideReader side(Side from) {
    return from == Side.CLIENT ? client : server;
  }

  /** About how much memory it takes, in bytes, as of the last time it was weighed. */
  int weight() {
    return weight;
  }

  /** Weighs it anew and answers by how much it grew. */
  int reweigh() {
    int before = weight;
    weight = BASE + log.weight() + (over ? 0 : client.held() + server.held());
    return weight - before;
  }
}
