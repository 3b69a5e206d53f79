package dev.plumbline.diagnose.flow;

/**
 * What the other end has acknowledged of a side, and how long a hole below that has been waited for. Positions are
 * those of {@link Direction}.
 *
 * <p>One acknowledgement may be damaged, two that agree are evidence. A hole that is acknowledged is given up after a
 * while only: captures of several queues have packets a little out of order, and what was once told as missing can't
 * be told any more.
 */
final class Acknowledgements {
  private static final int PATIENCE_PACKETS = 16;
  private static final long PATIENCE_NANOS = 100_000_000;

  private long highest;
  private long twice;
  private Stretch where;
  private int waitedPackets;
  private long waitedSince;

  /** All before this position is acknowledged. */
  void add(long position, Stretch where) {
    if (position >= highest) {
      twice = highest;
      highest = position;
      this.where = where;
    } else if (position > twice) {
      twice = position;
    }
  }

  /** It turned out that there is nothing to acknowledge behind this position but a FIN. */
  void atMost(long position) {
    highest = Math.min(highest, position);
    twice = Math.min(twice, position);
  }

  long highest() {
    return highest;
  }

  /** Up to here by two packets at least. */
  long twice() {
    return twice;
  }

  /** The packet that acknowledged most. */
  Stretch where() {
    return where;
  }

  /** Something came, so that waiting begins anew. */
  void progress() {
    waitedPackets = 0;
  }

  /** One more packet of the connection went by, and the hole is there still: whether to give it up. */
  boolean patienceEnds(long nanos) {
    if (waitedPackets == 0) {
      waitedSince = nanos;
    }
    waitedPackets++;
    return waitedPackets > PATIENCE_PACKETS || nanos - waitedSince > PATIENCE_NANOS;
  }
}
