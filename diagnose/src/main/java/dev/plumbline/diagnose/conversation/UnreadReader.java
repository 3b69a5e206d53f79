package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;

/** Keeps the first bytes of what nothing here can read. */
final class UnreadReader implements ByteReader {
  private final Side side;
  private final EventLog log;
  private Item.Unread unread;

  UnreadReader(Side side, EventLog log) {
    this.side = side;
    this.log = log;
  }

  @Override
  public void data(byte[] array, int offset, int length, Stretch where) {
    if (unread == null) {
      unread = new Item.Unread(side, where.nanos());
      log.add(unread);
    }
    Segments here = new Segments();
    here.add(where, 0, length);
    unread.add(array, offset, length, here, 0);
  }

  @Override
  public void missing(long bytes, Stretch where) {}

  @Override
  public void end() {}

  @Override
  public int held() {
    return 0;
  }
}
