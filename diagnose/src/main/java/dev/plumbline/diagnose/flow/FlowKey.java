package dev.plumbline.diagnose.flow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Both ends of a connection, the same key for packets of either direction: the end with the lower address and port
 * is "near", the other one "far". One of them is reused to look keys up; those in a table are copies.
 */
final class FlowKey {
  private long nearHigh;
  private long nearLow;
  private int nearPort;
  private long farHigh;
  private long farLow;
  private int farPort;

  /** Takes the ends of a segment, and answers whether the near one sent it. */
  boolean set(Segment s) {
    boolean nearSent = compare(s) <= 0;
    if (nearSent) {
      set(s.sourceHigh, s.sourceLow, s.sourcePort, s.targetHigh, s.targetLow, s.targetPort);
    } else {
      set(s.targetHigh, s.targetLow, s.targetPort, s.sourceHigh, s.sourceLow, s.sourcePort);
    }
    return nearSent;
  }

  private void set(long nearHigh, long nearLow, int nearPort, long farHigh, long farLow, int farPort) {
    this.nearHigh = nearHigh;
    this.nearLow = nearLow;
    this.nearPort = nearPort;
    this.farHigh = farHigh;
    this.farLow = farLow;
    this.farPort = farPort;
  }

  private static int compare(Segment s) {
    int high = Long.compareUnsigned(s.sourceHigh, s.targetHigh);
    int low = high != 0 ? high : Long.compareUnsigned(s.sourceLow, s.targetLow);
    return low != 0 ? low : Integer.compare(s.sourcePort, s.targetPort);
  }

  FlowKey copy() {
    FlowKey copy = new FlowKey();
    copy.set(nearHigh, nearLow, nearPort, farHigh, farLow, farPort);
    return copy;
  }

  int nearPort() {
    return nearPort;
  }

  int farPort() {
    return farPort;
  }

  Endpoint near() {
    return endpoint(nearHigh, nearLow, nearPort);
  }

  Endpoint far() {
    return endpoint(farHigh, farLow, farPort);
  }

  /** An IPv4 address is kept as IPv6 maps it (RFC 4291 §2.5.5.2), and comes back as IPv4. */
  private static Endpoint endpoint(long high, long low, int port) {
    try {
      byte[] address = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
      return new Endpoint(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException lengthIsWrong) {
      throw new IllegalStateException(lengthIsWrong);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowKey that
        && nearLow == that.nearLow
        && farLow == that.farLow
        && nearPort == that.nearPort
        && farPort == that.farPort
        && nearHigh == that.nearHigh
        && farHigh == that.farHigh;
  }

  @Override
  public int hashCode() {
    long mixed = (nearHigh * 31 + nearLow) * 31 + (farHigh * 31 + farLow);
    mixed = (mixed * 31 + nearPort) * 65_599 + farPort;
    mixed *= 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> Integer.SIZE);
  }
}
