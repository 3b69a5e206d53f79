package dev.plumbline.diagnose.tap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * One direction of a connection: bytes that have come from one side and have not gone to the other yet, in their order,
 * each with the time before which it may not go. Holds at most {@link #MOST_HELD} bytes; whoever fills it asks for
 * {@link #room} first.
 */
final class Lane {
  static final int MOST_HELD = 1 << 16;

  /** What follows the last byte. */
  enum Tail {
    /** More may come. */
    OPEN,
    /** The side has closed its direction. */
    END,
    /** The side has broken the connection. */
    RESET
  }

  private record Parcel(ByteBuffer bytes, long due) {}

  private final Hardship hardship;
  private final Deque<Parcel> held = new ArrayDeque<>();
  private int heldBytes;
  private long lastDue;
  private Tail tail = Tail.OPEN;
  private boolean tailPassed;
  private boolean blocked;
  private boolean abandoned;

  Lane(Hardship hardship, long now) {
    this.hardship = hardship;
    this.lastDue = now;
  }

  /** How many bytes it can take now; none once its side has ended, or nobody takes them at the other end. */
  int room() {
    return tail != Tail.OPEN || abandoned ? 0 : MOST_HELD - heldBytes;
  }

  Tail tail() {
    return tail;
  }

  void take(byte[] array, int length, long now) {
    ByteBuffer copy = ByteBuffer.allocate(length).put(array, 0, length).flip();
    held.add(new Parcel(copy, due(length, now)));
    heldBytes += length;
  }

  /** Nothing follows; a reset may come after an end all the same. */
  void finish(Tail how, long now) {
    tail = how;
    tailPassed = false;
    lastDue = due(0, now);
  }

  /** What overtakes nothing goes when it is due, and not before what was there before it. */
  private long due(int bytes, long now) {
    lastDue = Math.max(lastDue, now + hardship.hold(bytes));
    return lastDue;
  }

  /** Nobody takes anything at the other end: what is held is lost. */
  void abandon() {
    abandoned = true;
    blocked = false;
    held.clear();
    heldBytes = 0;
  }

  /** Passes on what is due, as far as the other side takes it. */
  void deliver(SocketChannel to, long now) throws IOException {
    blocked = false;
    while (!held.isEmpty() && held.peek().due() - now <= 0) {
      heldBytes -= to.write(held.peek().bytes());
      if (held.peek().bytes().hasRemaining()) {
        blocked = true;
        return;
      }
      held.remove();
    }
  }

  /** Whether the other side does not take what is due. */
  boolean blocked() {
    return blocked;
  }

  /** Whether all bytes are passed on, and it is time for what follows them; true once. */
  boolean tailDue(long now) {
    if (tail == Tail.OPEN || tailPassed || !held.isEmpty() || lastDue - now > 0) {
      return false;
    }
    tailPassed = true;
    return true;
  }

  /** Whether nothing is left to be passed on, ever. */
  boolean done() {
    return tailPassed || abandoned;
  }

  /** When there will be something to pass on, if that is only a matter of time. */
  OptionalLong nextDue() {
    if (blocked || done()) {
      return OptionalLong.empty();
    }
    if (!held.isEmpty()) {
      return OptionalLong.of(held.peek().due());
    }
    return tail == Tail.OPEN ? OptionalLong.empty() : OptionalLong.of(lastDue);
  }
}
