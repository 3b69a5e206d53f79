package dev.plumbline.diagnose.conversation;

import java.time.Instant;

/** Collects where the bytes of one thing stand, piece by piece, and when the last of them came. */
final class Span {
  private static final long NANOS = 1_000_000_000L;

  private long frame;
  private int offset;
  private int length;
  private int total;
  private long lastFrame;
  private long nanos;
  private Place added;

  void add(long inFrame, int at, int count, long when) {
    if (total == 0) {
      frame = inFrame;
      offset = at;
    }
    if (inFrame == frame) {
      length += count;
    }
    total += count;
    lastFrame = inFrame;
    nanos = when;
  }

  /** Adds a whole record, once: what is inside a cipher has no place of its own. */
  void add(Place record, Instant when) {
    if (record == added) {
      return;
    }
    added = record;
    if (total == 0) {
      frame = record.frame();
      offset = record.offset();
      length = record.length();
    }
    total += record.total();
    lastFrame = record.lastFrame();
    nanos = when.getEpochSecond() * NANOS + when.getNano();
  }

  Place place() {
    return new Place(frame, offset, length, total, lastFrame);
  }

  Instant time() {
    return time(nanos);
  }

  static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
