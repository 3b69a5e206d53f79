package dev.plumbline.tls.io;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes the packets that a TCP connection over Ethernet would have been made of: handshake, segments with their
 * acknowledgements, and the end as it came (RFC 9293 §3). Knows nothing of what the bytes mean.
 */
final class TcpScribe implements Recording {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int TCP = 6;
  private static final int TCP_HEADER = 20;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int MTU = 1500;
  private static final int HOPS = 64;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int WINDOW = 0xFFFF;
  private static final int WINDOW_SHIFT = 7;
  private static final int MSS_OPTION = 0x0204_0000;
  private static final int WINDOW_OPTION = 0x0103_0300;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final PcapngWriter file;
  private final PacketListener listener;
  private final Side us;
  private final Side them;
  private final boolean ipv4;
  private final byte[] packet = new byte[MTU];

  /** One end of the connection: where it is, and how far it has come. */
  private static final class Side {
    private final byte[] address;
    private final int port;
    private int next;
    private int packets;
    private boolean ended;

    private Side(byte[] address, int port) {
      this.address = address;
      this.port = port;
    }
  }

  TcpScribe(PcapngWriter file, InetSocketAddress local, InetSocketAddress remote, PacketListener listener) {
    this.file = file;
    this.listener = listener;
    this.ipv4 = local.getAddress() instanceof Inet4Address && remote.getAddress() instanceof Inet4Address;
    this.us = new Side(address(local.getAddress(), ipv4), local.getPort());
    this.them = new Side(address(remote.getAddress(), ipv4), remote.getPort());
  }

  /** The three packets that open a connection. */
  synchronized void open() {
    segment(us, them, SYN, packet, 0, 0);
    us.next++;
    segment(them, us, SYN | ACK, packet, 0, 0);
    them.next++;
    segment(us, them, ACK, packet, 0, 0);
    file.flush();
  }

  /** A connection that is refused, or that nobody answers. */
  synchronized void attempt(boolean refused) {
    segment(us, them, SYN, packet, 0, 0);
    us.next++;
    if (refused) {
      reset(them, us);
    }
    file.flush();
  }

  @Override
  public synchronized void sent(byte[] array, int offset, int length) {
    data(us, them, array, offset, length);
  }

  @Override
  public synchronized void received(byte[] array, int offset, int length) {
    data(them, us, array, offset, length);
  }

  @Override
  public synchronized void sentEnd() {
    end(us, them);
  }

  @Override
  public synchronized void receivedEnd() {
    end(them, us);
  }

  @Override
  public synchronized void receivedReset() {
    reset(them, us);
  }

  @Override
  public synchronized void sentReset() {
    reset(us, them);
  }

  /** Whoever has sent its FIN can still break what the other side goes on sending. */
  private void reset(Side from, Side to) {
    if (!from.ended || !to.ended) {
      from.ended = true;
      to.ended = true;
      segment(from, to, RST | ACK, packet, 0, 0);
      file.flush();
    }
  }

  private void data(Side from, Side to, byte[] array, int offset, int length) {
    int mss = MTU - (ipv4 ? IPV4_HEADER : IPV6_HEADER) - TCP_HEADER;
    if (from.ended || length == 0) {
      return;
    }
    for (int done = 0; done < length; ) {
      int part = Math.min(mss, length - done);
      segment(from, to, done + part == length ? PSH | ACK : ACK, array, offset + done, part);
      from.next += part;
      done += part;
    }
    segment(to, from, ACK, packet, 0, 0);
    file.flush();
  }

  private void end(Side from, Side to) {
    if (!from.ended) {
      from.ended = true;
      segment(from, to, FIN | ACK, packet, 0, 0);
      from.next++;
      segment(to, from, ACK, packet, 0, 0);
      file.flush();
    }
  }

  private void segment(Side from, Side to, int flags, byte[] array, int offset, int length) {
    int options = (flags & SYN) != 0 ? 2 * Integer.BYTES : 0;
    int tcpLength = TCP_HEADER + options + length;
    ByteBuffer out = ByteBuffer.wrap(packet);
    if (ipv4) {
      out.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + tcpLength)).putShort((short) from.packets++);
      out.putShort((short) DONT_FRAGMENT).put((byte) HOPS).put((byte) TCP).putShort((short) 0);
    } else {
      out.putInt(0x6000_0000).putShort((short) tcpLength).put((byte) TCP).put((byte) HOPS);
    }
    out.put(from.address).put(to.address);
    int tcp = out.position();
    if (ipv4) {
      out.putShort(10, (short) ~fold(sum(0, tcp, 0)));
    }
    out.putShort((short) from.port).putShort((short) to.port).putInt(from.next);
    out.putInt((flags & ACK) != 0 ? to.next : 0).put((byte) ((TCP_HEADER + options) / Integer.BYTES << 4));
    out.put((byte) flags).putShort((short) WINDOW).putInt(0);
    if (options > 0) {
      out.putInt(MSS_OPTION | MTU - tcp - TCP_HEADER).putInt(WINDOW_OPTION | WINDOW_SHIFT);
    }
    out.put(array, offset, length);
    // The sum covers a pseudo-header of addresses, protocol and length (RFC 9293 §3.1).
    int addresses = tcp - 2 * from.address.length;
    out.putShort(tcp + 16, (short) ~fold(sum(addresses, out.position(), TCP + tcpLength)));
    PcapngWriter.Stamp stamp = file.packet(packet, out.position());
    listener.wrote(
        new WrittenPacket(
            stamp.frame(), stamp.nanos(), from == us, kind(flags, length), out.position() - length, offset, length));
  }

  private static WrittenPacket.Kind kind(int flags, int length) {
    if ((flags & SYN) != 0) {
      return (flags & ACK) == 0 ? WrittenPacket.Kind.SYN : WrittenPacket.Kind.SYN_ACK;
    }
    if ((flags & RST) != 0) {
      return WrittenPacket.Kind.RST;
    }
    if ((flags & FIN) != 0) {
      return WrittenPacket.Kind.FIN;
    }
    return length > 0 ? WrittenPacket.Kind.DATA : WrittenPacket.Kind.ACK;
  }

  private long sum(int begin, int end, long start) {
    long sum = start;
    for (int i = begin; i < end; i += 2) {
      sum += (packet[i] & 0xFF) << 8 | (i + 1 < end ? packet[i + 1] & 0xFF : 0);
    }
    return sum;
  }

  /** The sum in ones' complement (RFC 1071 §1). */
  private static int fold(long sum) {
    long folded = (sum & 0xFFFF) + (sum >>> 16);
    return (int) ((folded & 0xFFFF) + (folded >>> 16));
  }

  /** An IPv4 address stays one only if both are (RFC 4291 §2.5.5.2). */
  private static byte[] address(InetAddress address, boolean ipv4) {
    byte[] bytes = address.getAddress();
    if (ipv4 || bytes.length != IPV4_ADDRESS) {
      return bytes;
    }
    byte[] mapped = Arrays.copyOf(MAPPED, MAPPED.length + bytes.length);
    System.arraycopy(bytes, 0, mapped, MAPPED.length, bytes.length);
    return mapped;
  }
}
