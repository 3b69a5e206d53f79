package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * A segment of TCP (RFC 9293 §3.1) in a packet of IPv4 or IPv6, with right lengths and checksums.
 *
 * @param payload up to 65,000 bytes
 */
record TcpPacket(Endpoint source, Endpoint target, int sequence, int acknowledged, int flags, byte[] payload) {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  static final int DATA = PSH | ACK;

  private static final int TCP = 6;
  private static final int TCP_HEADER = 20;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int HOPS = 64;
  private static final int DONT_FRAGMENT = 0x4000;

  static int flags(TcpSignal signal) {
    return switch (signal) {
      case SYN -> SYN;
      case SYN_ACK -> SYN | ACK;
      case FIN -> FIN | ACK;
      case RST -> RST | ACK;
      case OPEN, RETRANSMISSION, KEEP_ALIVE -> ACK;
    };
  }

  /** What SYN and FIN take of the sequence. */
  int phantom() {
    return (flags & (SYN | FIN)) != 0 ? 1 : 0;
  }

  byte[] bytes() {
    boolean ipv4 = source.address() instanceof Inet4Address && target.address() instanceof Inet4Address;
    int tcpLength = TCP_HEADER + payload.length;
    int header = ipv4 ? IPV4_HEADER : IPV6_HEADER;
    byte[] packet = new byte[header + tcpLength];
    ByteBuffer out = ByteBuffer.wrap(packet);
    if (ipv4) {
      out.putShort((short) 0x4500).putShort((short) packet.length).putShort((short) 0);
      out.putShort((short) DONT_FRAGMENT).put((byte) HOPS).put((byte) TCP).putShort((short) 0);
    } else {
      out.putInt(0x6000_0000).putShort((short) tcpLength).put((byte) TCP).put((byte) HOPS);
    }
    out.put(source.address().getAddress()).put(target.address().getAddress());
    if (ipv4) {
      out.putShort(10, checksum(packet, 0, header, 0));
    }
    out.putShort((short) source.port()).putShort((short) target.port()).putInt(sequence);
    out.putInt((flags & ACK) != 0 ? acknowledged : 0).put((byte) (TCP_HEADER / Integer.BYTES << 4)).put((byte) flags);
    out.putShort((short) 0xFFFF).putInt(0).put(payload);
    int addresses = header - 2 * source.address().getAddress().length;
    out.putShort(header + 16, checksum(packet, addresses, packet.length, TCP + tcpLength));
    return packet;
  }

  /** The ones' complement of the sum of 16-bit words (RFC 1071 §1). */
  private static short checksum(byte[] packet, int from, int to, int start) {
    long sum = start;
    for (int i = from; i < to; i += 2) {
      sum += (packet[i] & 0xFF) << 8 | (i + 1 < to ? packet[i + 1] & 0xFF : 0);
    }
    while (sum >>> Short.SIZE != 0) {
      sum = (sum & 0xFFFF) + (sum >>> Short.SIZE);
    }
    return (short) ~sum;
  }
}
