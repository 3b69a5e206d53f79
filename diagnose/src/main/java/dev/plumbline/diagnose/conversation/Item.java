package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** What is kept of one thing that happened until the connection is over and all that can be told of it is known. */
sealed interface Item {
  /** About how much memory it takes, in bytes. */
  int weight();

  /** How many events it will be. */
  int events();

  /** Something that is known as it stands. */
  record Told(Event event) implements Item {
    @Override
    public int weight() {
      return Weight.of(event);
    }

    @Override
    public int events() {
      return 1;
    }
  }

  /**
   * A record whose content is encrypted.
   *
   * @param fragment null if it is not complete
   * @param number its sequence number since the cipher was switched on
   * @param counted whether the number is sure; after a gap it is only the least that it can be
   */
  record Sealed(Event.Record record, byte[] fragment, long number, boolean counted) implements Item {
    @Override
    public int weight() {
      // Deciphered, its content stands in the record's event, in the packet's and in the packet.
      return 3 * Weight.EVENT + (fragment == null ? 0 : 3 * fragment.length);
    }

    @Override
    public int events() {
      return 2;
    }
  }

  /** Bytes that nothing here can read: the first of them, and how many more. Grows while the connection lasts. */
  final class Unread implements Item {
    static final int KEPT = 1024;

    private final Side from;
    private final Instant time;
    private final Span span = new Span();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    private long more;

    Unread(Side from, long nanos) {
      this.from = from;
      this.time = Span.time(nanos);
    }

    void add(byte[] array, int offset, int length, Whence whence, int at) {
      int take = Math.min(length, KEPT - bytes.size());
      if (take > 0) {
        bytes.write(array, offset, take);
        whence.extend(span, at, at + take);
      }
      more += length - take;
    }

    Event.Plain event() {
      return new Event.Plain(from, time, span.place(), bytes.toByteArray(), more);
    }

    @Override
    public int weight() {
      return Weight.EVENT + KEPT;
    }

    @Override
    public int events() {
      return 1;
    }
  }
}
