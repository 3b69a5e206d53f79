package dev.plumbline.diagnose.flow;

import java.util.Objects;

/**
 * One TCP segment as it was found in a frame: a borrowed window on the frame's bytes and what its headers say.
 *
 * <p>Mutable and reused, so that a packet costs nothing: whoever reads packets fills it in for each, and {@link
 * FlowAssembler#segment} copies what it must keep. Not thread-safe.
 */
public final class Segment {
  /** FIN, a bit of the flags (RFC 9293 §3.1). */
  public static final int FIN = 0x01;

  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int ACK = 0x10;

  private static final byte[] NOTHING = new byte[0];
  private static final long MAPPED = 0xFFFF_0000_0000L;

  long frame;
  long nanos;
  long sourceHigh;
  long sourceLow;
  long targetHigh;
  long targetLow;
  int sourcePort;
  int targetPort;
  int sequence;
  int acknowledged;
  int flags;
  byte[] array = NOTHING;
  int offset;
  int captured;
  int length;
  int frameOffset;

  /** One that is still to be filled in. */
  public Segment() {}

  /** Which frame, from 1, and when it was captured, in nanoseconds since 1970. */
  public void frame(long number, long nanos) {
    this.frame = number;
    this.nanos = nanos;
  }

  /** Addresses of IPv4, most significant byte first. */
  public void addresses4(int source, int target) {
    addresses6(0, MAPPED | source & 0xFFFF_FFFFL, 0, MAPPED | target & 0xFFFF_FFFFL);
  }

  /** Addresses of IPv6, each as its upper and its lower half. */
  public void addresses6(long sourceHigh, long sourceLow, long targetHigh, long targetLow) {
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.targetHigh = targetHigh;
    this.targetLow = targetLow;
  }

  /** What the header of TCP says; flags are a sum of the constants here, others are ignored. */
  public void header(int sourcePort, int targetPort, int sequence, int acknowledged, int flags) {
    this.sourcePort = sourcePort;
    this.targetPort = targetPort;
    this.sequence = sequence;
    this.acknowledged = acknowledged;
    this.flags = flags;
  }

  /**
   * The payload.
   *
   * @param captured how many of its bytes are there
   * @param length how many were sent; more than {@code captured} if the frame was cut
   * @param frameOffset where it begins within the frame
   */
  public void payload(byte[] array, int offset, int captured, int length, int frameOffset) {
    Objects.checkFromIndexSize(offset, captured, array.length);
    if (length < captured) {
      throw new IllegalArgumentException(captured + " bytes captured of " + length);
    }
    this.array = array;
    this.offset = offset;
    this.captured = captured;
    this.length = length;
    this.frameOffset = frameOffset;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Where the payload begins: SYN takes the first number. */
  int payloadSequence() {
    return has(SYN) ? sequence + 1 : sequence;
  }

  Stretch stretch() {
    return new Stretch(frame, frameOffset, nanos);
  }

  /** One that may be kept. */
  Segment copy() {
    Segment copy = new Segment();
    copy.frame(frame, nanos);
    copy.addresses6(sourceHigh, sourceLow, targetHigh, targetLow);
    copy.header(sourcePort, targetPort, sequence, acknowledged, flags);
    byte[] bytes = captured == 0 ? NOTHING : new byte[captured];
    System.arraycopy(array, offset, bytes, 0, captured);
    copy.payload(bytes, 0, captured, length, frameOffset);
    return copy;
  }
}
