package dev.plumbline.diagnose.capture;

/**
 * What IP carries in the frame at hand: a window on its bytes, whose it is and how long it was. Reused for each frame.
 */
final class Datagram {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMPV6 = 58;

  long frame;
  long nanos;
  boolean v6;
  int protocol;
  /** IPv4 addresses have only the lower half. */
  long sourceHigh;
  long sourceLow;
  long targetHigh;
  long targetLow;
  byte[] array;
  int offset;
  /** Bytes that are there. */
  int captured;
  /** Bytes that were sent. */
  int length;
  int frameOffset;

  void payload(byte[] array, int offset, int captured, int length, int frameOffset) {
    this.array = array;
    this.offset = offset;
    this.captured = captured;
    this.length = length;
    this.frameOffset = frameOffset;
  }
}
