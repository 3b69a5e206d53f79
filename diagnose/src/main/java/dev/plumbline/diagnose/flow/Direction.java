package dev.plumbline.diagnose.flow;

/**
 * What one end of a connection sends: told in the order of its sequence numbers, each byte once, holes said.
 *
 * <p>Positions are sequence numbers without their wrap-around, counted from the first byte of payload that this end
 * can have sent after its SYN, or after what was first seen of it. A hole is told as missing when {@link
 * Acknowledgements} show that there was something, when too much waits behind it, or at the end. Where no packet of
 * this end was captured, the acknowledgement of its FIN counts as that of a byte.
 */
final class Direction {
  /** No window is larger (RFC 7323 §2.3), so what lies farther away is no byte of this connection. */
  private static final long MAX_WINDOW = 1L << 30;

  /** A stray retransmission of a connection that is closed is not farther behind or ahead than this. */
  private static final long FAR = 1L << 24;

  private static final long UNKNOWN = -1;

  private final Waiting waiting;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private Side side;
  private FlowSink sink;
  private boolean started;
  private int origin;
  private long next;
  private long fin = UNKNOWN;
  private Stretch finWhere;
  private boolean finTold;
  private long packets;
  private long bytes;
  private long cutPackets;
  private long missing;
  private long retransmissions;

  Direction(Budget budget, FlowLimits limits) {
    waiting = new Waiting(budget, limits.connectionBytes());
  }

  void open(Side side, FlowSink sink) {
    this.side = side;
    this.sink = sink;
  }

  boolean started() {
    return started;
  }

  /** Whether a SYN with this number belongs to what was seen so far. */
  boolean beginsWith(int synSequence) {
    return origin == synSequence + 1;
  }

  boolean isFarFrom(Segment s) {
    return started && Math.abs(position(s.sequence) - next) > FAR;
  }

  boolean untouched() {
    return next == 0 && waiting.isEmpty();
  }

  /** The payload begins with this number. */
  void start(int sequence) {
    started = true;
    origin = sequence;
  }

  long position(int sequence) {
    return next + (sequence - (origin + (int) next));
  }

  private long highest() {
    return Math.max(next, waiting.end());
  }

  void count(Segment s) {
    packets++;
    if (s.captured < s.length) {
      cutPackets++;
    }
  }

  /** Whether this is a probe: at most a byte, right before what would come next (RFC 9293 §3.8.4). */
  boolean isProbe(Segment s) {
    return s.length <= 1 && !s.has(Segment.SYN | Segment.FIN | Segment.RST)
        && position(s.sequence) == highest() - 1;
  }

  void payload(Segment s) {
    long at = position(s.payloadSequence());
    long end = fin == UNKNOWN ? at + s.length : Math.min(fin, at + s.length);
    if (at - next > MAX_WINDOW) {
      return;
    }
    long from = Math.max(at, next);
    boolean fresh = end > from;
    boolean repeats = at < from;
    if (fresh && from == next && waiting.isEmpty()) {
      int skipped = (int) (from - at);
      deliver(s.array, s.offset, s.captured, skipped, (int) (end - from), s.stretch());
    } else if (fresh) {
      long added = waiting.add(s, at, from, end);
      repeats |= added < end - from;
    }
    if (repeats || !fresh) {
      repeated(s);
    }
    drain();
    while (waiting.tooMuch() && !waiting.isEmpty()) {
      skipTo(waiting.first().at(), waiting.first().where());
    }
  }

  void repeated(Segment s) {
    retransmissions++;
    sink.signal(side, TcpSignal.RETRANSMISSION, s.stretch());
  }

  private void deliver(byte[] array, int offset, int captured, int skipped, int length, Stretch where) {
    int there = Math.max(0, Math.min(captured - skipped, length));
    int begin = Math.min(skipped, captured);
    next += length;
    acknowledgements.progress();
    if (there > 0) {
      bytes += there;
      Stretch begins = begin == 0 ? where : new Stretch(where.frame(), where.offset() + begin, where.nanos());
      sink.data(side, array, offset + begin, there, begins);
    }
    if (there < length) {
      missing += length - there;
      Stretch ends = new Stretch(where.frame(), where.offset() + begin + there, where.nanos());
      sink.missing(side, length - there, true, ends);
    }
  }

  private void drain() {
    Waiting.Piece piece = waiting.first();
    while (piece != null && piece.at() <= next) {
      waiting.removeFirst();
      int skipped = (int) Math.min(piece.length(), next - piece.at());
      if (skipped < piece.length()) {
        deliver(piece.bytes(), 0, piece.bytes().length, skipped, piece.length() - skipped, piece.where());
      }
      piece = waiting.first();
    }
    tellFin();
  }

  /** This end sends no more than what is before this. */
  void fin(Segment s) {
    long at = position(s.payloadSequence()) + s.length;
    if (fin != UNKNOWN) {
      if (s.length == 0) {
        repeated(s);
      }
    } else if (at >= highest() && at - next <= MAX_WINDOW) {
      fin = at;
      finWhere = s.stretch();
      acknowledgements.atMost(fin);
      tellFin();
    }
  }

  boolean finSeen() {
    return fin != UNKNOWN;
  }

  private void tellFin() {
    if (next == fin && !finTold) {
      finTold = true;
      waiting.clear();
      sink.signal(side, TcpSignal.FIN, finWhere);
    }
  }

  /** The other end has everything before this number. */
  void acknowledged(Segment s) {
    long at = position(s.acknowledged);
    if (fin != UNKNOWN) {
      at = Math.min(at, fin);
    }
    if (at > next && at - next <= MAX_WINDOW) {
      acknowledgements.add(at, s.stretch());
    }
  }

  /** A packet of either end went by: patience with a hole that is acknowledged is limited. */
  void tick(long nanos) {
    long to = acknowledgements.twice();
    if (to <= next || isPerhapsFin(to)) {
      return;
    }
    // Of an end that was never seen, nothing is late.
    if (packets == 0 || acknowledgements.patienceEnds(nanos)) {
      Waiting.Piece first = waiting.first();
      boolean followed = first != null && first.at() <= to;
      skipTo(followed ? first.at() : to, followed ? first.where() : acknowledgements.where());
    }
  }

  /** A FIN takes a number like a byte does; if it was not captured, only its acknowledgement is there. */
  private boolean isPerhapsFin(long at) {
    return at == next + 1 && waiting.isEmpty() && fin == UNKNOWN;
  }

  private void skipTo(long to, Stretch where) {
    long gap = to - next;
    if (gap > 0) {
      next = to;
      missing += gap;
      acknowledgements.progress();
      sink.missing(side, gap, false, where);
    }
    drain();
  }

  /** Nothing more will come: what waits is told, and what never came as missing. */
  void finish() {
    while (!waiting.isEmpty()) {
      skipTo(waiting.first().at(), waiting.first().where());
    }
    long to = acknowledgements.highest();
    if (to > next && !isPerhapsFin(to)) {
      skipTo(to, acknowledgements.where());
    }
    if (fin > next) {
      skipTo(fin, finWhere);
    }
  }

  long packets() {
    return packets;
  }

  long bytes() {
    return bytes;
  }

  long cutPackets() {
    return cutPackets;
  }

  long missing() {
    return missing;
  }

  long retransmissions() {
    return retransmissions;
  }
}
