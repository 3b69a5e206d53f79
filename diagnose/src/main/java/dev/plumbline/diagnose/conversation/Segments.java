package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Which frames the bytes of one record came in. Pieces of one frame that were handed over apart count as one. */
final class Segments implements Whence {
  private record Piece(int start, int length, Stretch where) {
    int end() {
      return start + length;
    }
  }

  private final List<Piece> pieces = new ArrayList<>(2);
  private int length;

  /** Adds bytes behind those that are there. */
  void add(Stretch where, int skipped, int count) {
    Stretch here = new Stretch(where.frame(), where.offset() + skipped, where.nanos());
    if (!pieces.isEmpty()) {
      Piece last = pieces.get(pieces.size() - 1);
      boolean joined = last.where.frame() == here.frame() && last.where.offset() + last.length == here.offset();
      if (joined && last.where.nanos() == here.nanos() && last.end() == length) {
        pieces.set(pieces.size() - 1, new Piece(last.start, last.length + count, last.where));
        length += count;
        return;
      }
    }
    pieces.add(new Piece(length, count, here));
    length += count;
  }

  /** Bytes that are not in the capture. */
  void skip(int count) {
    length += count;
  }

  int length() {
    return length;
  }

  void clear() {
    pieces.clear();
    length = 0;
  }

  /** When the first of them came. */
  long nanos() {
    return pieces.isEmpty() ? 0 : pieces.get(0).where.nanos();
  }

  /** Hands over each piece. */
  void replay(Taker taker) {
    pieces.forEach(piece -> taker.take(piece.start, piece.length, piece.where));
  }

  /** Takes a piece of what was collected. */
  interface Taker {
    void take(int at, int count, Stretch where);
  }

  /** All of them. */
  Span span() {
    Span span = new Span();
    extend(span, 0, length);
    return span;
  }

  @Override
  public void extend(Span span, int from, int to) {
    for (Piece piece : pieces) {
      int begin = Math.max(from, piece.start);
      int end = Math.min(to, piece.end());
      if (begin < end) {
        span.add(
            piece.where.frame(), piece.where.offset() + begin - piece.start, end - begin, piece.where.nanos());
      }
    }
  }
}
