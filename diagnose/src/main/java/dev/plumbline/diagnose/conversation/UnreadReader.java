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
    data(array, offset, length, where, 0);
  }

  /** @param skipped how many bytes of the stretch come before these */
  void data(byte[] array, int offset, int length, Stretch where, int skipped) {
    Segments here = new Segments();
    here.add(where, skipped, length);
    data(array, offset, length, here);
  }

  /** @param segments where the bytes stand, the first of them at their index 0 */
  void data(byte[] array, int offset, int length, Segments segments) {
    if (unread == null) {
      unread = new Item.Unread(side, segments.nanos());
      log.add(unread);
    }
    unread.add(array, offset, length, segments, 0);
  }

  /** What comes now is another part of the connection. */
  void begin() {
    unread = null;
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
