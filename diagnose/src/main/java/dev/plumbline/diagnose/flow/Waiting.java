package dev.plumbline.diagnose.flow;

import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes of one side that came before their turn, in the order of their positions; none twice, because the copy that
 * came first is the one that stays. Positions count from the first byte of the side's payload.
 */
final class Waiting {
  /** What a piece costs besides its bytes: itself, its array's header, its entry in the tree. */
  private static final int OVERHEAD = 144;

  /** A window of the size that one side may hold back has about 700 full packets of Ethernet. */
  private static final int MAX_PIECES = 1024;

  /** A part of a segment; {@code length} is more than what there is if the frame was cut. */
  record Piece(long at, int length, byte[] bytes, Stretch where) {
    long end() {
      return at + length;
    }
  }

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private final Budget budget;
  private final int limit;
  private int held;

  Waiting(Budget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  boolean tooMuch() {
    return held > limit || pieces.size() > MAX_PIECES || budget.exceeded();
  }

  /**
   * Keeps what is new of the segment whose payload is at {@code at}.
   *
   * @param from position from which on it is wanted
   * @param end position up to which it is wanted
   * @return how many positions were new
   */
  long add(Segment segment, long at, long from, long end) {
    Map.Entry<Long, Piece> before = pieces.floorEntry(from);
    long begin = before == null ? from : Math.max(from, before.getValue().end());
    long added = 0;
    while (begin < end) {
      Map.Entry<Long, Piece> after = pieces.ceilingEntry(begin);
      long to = after == null ? end : Math.min(end, after.getKey());
      if (to > begin) {
        put(segment, (int) (begin - at), (int) (to - begin), begin);
        added += to - begin;
      }
      begin = after == null ? end : Math.max(to, after.getValue().end());
    }
    return added;
  }

  private void put(Segment segment, int skipped, int length, long at) {
    byte[] bytes = new byte[Math.max(0, Math.min(segment.captured - skipped, length))];
    int there = Math.min(skipped, segment.captured);
    System.arraycopy(segment.array, segment.offset + there, bytes, 0, bytes.length);
    Stretch where = new Stretch(segment.frame, segment.frameOffset + there, segment.nanos);
    pieces.put(at, new Piece(at, length, bytes, where));
    held += bytes.length + OVERHEAD;
    budget.take(bytes.length + OVERHEAD);
  }

  /** The first piece, or null. */
  Piece first() {
    return pieces.isEmpty() ? null : pieces.firstEntry().getValue();
  }

  void removeFirst() {
    Piece piece = pieces.pollFirstEntry().getValue();
    held -= piece.bytes().length + OVERHEAD;
    budget.giveBack(piece.bytes().length + OVERHEAD);
  }

  /** The position behind the last byte that waits, or 0. */
  long end() {
    return pieces.isEmpty() ? 0 : pieces.lastEntry().getValue().end();
  }

  void clear() {
    while (!pieces.isEmpty()) {
      removeFirst();
    }
  }
}
