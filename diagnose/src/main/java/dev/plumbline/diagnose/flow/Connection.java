package dev.plumbline.diagnose.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * One connection: which end is the client, what TCP signals, when it is over. What its ends send is up to {@link
 * Direction}.
 *
 * <p>Where the beginning was not captured, the first packets are held back until the first payload of both ends was
 * seen, or enough of them, and then told in order.
 */
final class Connection {
  private static final int HELD_PACKETS = 32;
  private static final int HELD_BYTES = 64 << 10;
  private static final int SEGMENT_OVERHEAD = 160;

  private final FlowKey key;
  private final int stream;
  private final FlowListener listener;
  private final Budget budget;
  private final Direction near;
  private final Direction far;

  private List<Segment> held;
  private int heldBytes;
  private boolean nearSpoke;
  private boolean farSpoke;

  private FlowSink sink;
  private boolean nearIsClient;
  private boolean synTold;
  private boolean synAckTold;
  private boolean openTold;
  private boolean nearReset;
  private boolean farReset;
  private boolean over;
  private long lastNanos;

  Connection(FlowKey key, int stream, FlowListener listener, Budget budget, FlowLimits limits) {
    this.key = key;
    this.stream = stream;
    this.listener = listener;
    this.budget = budget;
    near = new Direction(budget, limits);
    far = new Direction(budget, limits);
  }

  FlowKey key() {
    return key;
  }

  int stream() {
    return stream;
  }

  long lastNanos() {
    return lastNanos;
  }

  /**
   * Whether this segment belongs to another connection between the same ports: a SYN tells it as Wireshark decides it,
   * and where the SYN was lost, data after the end that is nowhere near what was sent before.
   */
  boolean isSucceededBy(Segment s, boolean nearSent) {
    Direction from = nearSent ? near : far;
    if (!s.has(Segment.SYN)) {
      return closed() && s.length > 0 && from.isFarFrom(s);
    }
    if (s.has(Segment.ACK)) {
      return false;
    }
    if (held != null) {
      return isAfterHeld(s, nearSent);
    }
    return from.started() && (!from.beginsWith(s.sequence) || reset() || near.finSeen() || far.finSeen());
  }

  private boolean isAfterHeld(Segment syn, boolean nearSent) {
    Segment first = held.get(0);
    boolean sameSender = new FlowKey().set(first) == nearSent;
    boolean fits = (sameSender ? first.sequence : first.acknowledged) == syn.sequence + 1;
    return !fits || held.stream().anyMatch(each -> each.has(Segment.FIN | Segment.RST));
  }

  boolean closed() {
    return reset() || near.finSeen() && far.finSeen();
  }

  private boolean reset() {
    return nearReset || farReset;
  }

  void accept(Segment s, boolean nearSent) {
    lastNanos = s.nanos;
    if (over) {
      return;
    }
    if (sink != null) {
      take(s, nearSent);
      return;
    }
    if (s.has(Segment.SYN)) {
      open(s.has(Segment.ACK) != nearSent, !s.has(Segment.ACK));
      take(s, nearSent);
    } else {
      hold(s, nearSent);
    }
  }

  private void hold(Segment s, boolean nearSent) {
    if (held == null) {
      held = new ArrayList<>();
    }
    held.add(s.copy());
    heldBytes += s.captured + SEGMENT_OVERHEAD;
    budget.take(s.captured + SEGMENT_OVERHEAD);
    boolean firstWords = s.length > 0 && !(nearSent ? nearSpoke : farSpoke);
    Side sender = firstWords ? ClientGuess.sender(s) : null;
    nearSpoke |= nearSent && s.length > 0;
    farSpoke |= !nearSent && s.length > 0;
    if (sender != null) {
      open(nearSent == (sender == Side.CLIENT), false);
    } else if (nearSpoke && farSpoke || held.size() >= HELD_PACKETS || heldBytes > HELD_BYTES || budget.exceeded()) {
      open(ClientGuess.nearIsClient(key), false);
    }
  }

  private void open(boolean nearIsClient, boolean opening) {
    this.nearIsClient = nearIsClient;
    Endpoint client = nearIsClient ? key.near() : key.far();
    Endpoint server = nearIsClient ? key.far() : key.near();
    long nanos = held == null ? lastNanos : held.get(0).nanos;
    sink = listener.opened(stream, client, server, opening, nanos);
    near.open(nearIsClient ? Side.CLIENT : Side.SERVER, sink);
    far.open(nearIsClient ? Side.SERVER : Side.CLIENT, sink);
    if (held != null) {
      List<Segment> first = held;
      held = null;
      budget.giveBack(heldBytes);
      FlowKey ends = new FlowKey();
      first.forEach(each -> take(each, ends.set(each)));
    }
  }

  private void take(Segment s, boolean nearSent) {
    Direction from = nearSent ? near : far;
    Direction to = nearSent ? far : near;
    Side side = nearSent == nearIsClient ? Side.CLIENT : Side.SERVER;
    begin(s, from, to, side);
    from.count(s);
    if (s.has(Segment.ACK) && !s.has(Segment.RST)) {
      to.acknowledged(s);
      to.tick(s.nanos);
    }
    if (from.isProbe(s)) {
      sink.signal(side, TcpSignal.KEEP_ALIVE, s.stretch());
    } else if (s.length > 0 && !s.has(Segment.RST)) {
      from.payload(s);
    }
    if (s.has(Segment.FIN)) {
      from.fin(s);
    }
    if (s.has(Segment.RST)) {
      reset(s, nearSent, side);
    }
    from.tick(s.nanos);
  }

  /** What the beginning of a connection tells, and where the numbers of its two ends begin. */
  private void begin(Segment s, Direction from, Direction to, Side side) {
    if (s.has(Segment.SYN)) {
      boolean again = s.has(Segment.ACK) ? synAckTold : synTold;
      if (!from.started() || from.untouched() && !from.beginsWith(s.sequence)) {
        from.start(s.sequence + 1);
      }
      if (again) {
        from.repeated(s);
      } else if (s.has(Segment.ACK)) {
        synAckTold = true;
        sink.signal(side, TcpSignal.SYN_ACK, s.stretch());
      } else {
        synTold = true;
        sink.signal(side, TcpSignal.SYN, s.stretch());
      }
    } else if (!from.started()) {
      from.start(s.sequence);
    } else if (from.packets() == 0 && from.untouched() && from.position(s.sequence) < -1) {
      from.start(s.sequence);
    }
    if (s.has(Segment.ACK) && !to.started()) {
      to.start(s.acknowledged);
    }
    boolean opens = side == Side.CLIENT && s.has(Segment.ACK) && !s.has(Segment.SYN | Segment.RST);
    if (opens && !openTold && (synTold || synAckTold)) {
      openTold = true;
      sink.signal(side, TcpSignal.OPEN, s.stretch());
    }
  }

  private void reset(Segment s, boolean nearSent, Side side) {
    if (!(nearSent ? nearReset : farReset)) {
      sink.signal(side, TcpSignal.RST, s.stretch());
    }
    nearReset |= nearSent;
    farReset |= !nearSent;
  }

  /** Tells what is left, and that nothing follows. */
  void end() {
    if (over) {
      return;
    }
    if (sink == null) {
      open(ClientGuess.nearIsClient(key), false);
    }
    Direction client = nearIsClient ? near : far;
    Direction server = nearIsClient ? far : near;
    client.finish();
    server.finish();
    over = true;
    sink.end(
        new FlowQuality(
            synTold,
            synAckTold,
            client.packets(),
            server.packets(),
            client.bytes(),
            server.bytes(),
            client.cutPackets() + server.cutPackets(),
            client.missing() + server.missing(),
            client.retransmissions() + server.retransmissions()));
    sink = null;
    near.open(null, null);
    far.open(null, null);
  }
}
