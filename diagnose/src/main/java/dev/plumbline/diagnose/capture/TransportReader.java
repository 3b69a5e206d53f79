package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowAssembler;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.Segment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What IP carries: segments of TCP go on to their connections, the rest is counted. */
final class TransportReader {
  private static final int DNS = 53;
  private static final int MULTICAST_DNS = 5353;
  private static final int MIN_TCP = 20;
  /** Up to here a header of TCP must be there, if its frame was cut: ports, numbers, flags. */
  private static final int TCP_FLAGS_END = 14;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 8;
  private static final int ICMP_UNREACHABLE = 3;
  private static final int ICMPV6_UNREACHABLE = 1;

  private final FlowAssembler flows;
  private final Tally tally;
  private final DnsAnswers answers;
  private final Segment segment = new Segment();

  TransportReader(FlowAssembler flows, FlowListener listener, Tally tally) {
    this.flows = flows;
    this.tally = tally;
    this.answers = new DnsAnswers(listener, tally);
  }

  void read(Datagram d) {
    switch (d.protocol) {
      case Datagram.TCP -> tcp(d);
      case Datagram.UDP -> udp(d);
      case Datagram.ICMP, Datagram.ICMPV6 -> icmp(d);
      default -> tally.other();
    }
  }

  private void tcp(Datagram d) {
    tally.tcp();
    if (d.captured < TCP_FLAGS_END) {
      tally.headerCut();
      return;
    }
    byte[] array = d.array;
    int at = d.offset;
    int header = (array[at + 12] >> 4 & 0x0F) * 4;
    if (header < MIN_TCP || header > d.length) {
      tally.headerCut();
      return;
    }
    segment.frame(d.frame, d.nanos);
    if (d.v6) {
      segment.addresses6(d.sourceHigh, d.sourceLow, d.targetHigh, d.targetLow);
    } else {
      segment.addresses4((int) d.sourceLow, (int) d.targetLow);
    }
    segment.header(Net.u16(array, at), Net.u16(array, at + 2), Net.u32(array, at + 4), Net.u32(array, at + 8),
        Net.u8(array, at + 13));
    int there = Math.min(header, d.captured);
    segment.payload(array, at + there, d.captured - there, d.length - header, d.frameOffset + there);
    flows.segment(segment);
  }

  private void udp(Datagram d) {
    if (d.captured < UDP_HEADER) {
      tally.udp();
      return;
    }
    int source = Net.u16(d.array, d.offset);
    int target = Net.u16(d.array, d.offset + 2);
    if (source == DNS || target == DNS || source == MULTICAST_DNS || target == MULTICAST_DNS) {
      tally.dns();
      answers.read(d.array, d.offset + UDP_HEADER, d.offset + d.captured);
    } else {
      tally.udp();
    }
  }

  private void icmp(Datagram d) {
    tally.icmp();
    int unreachable = d.protocol == Datagram.ICMP ? ICMP_UNREACHABLE : ICMPV6_UNREACHABLE;
    if (d.captured < ICMP_HEADER || Net.u8(d.array, d.offset) != unreachable) {
      return;
    }
    int code = Net.u8(d.array, d.offset + 1);
    int inner = d.offset + ICMP_HEADER;
    int there = d.captured - ICMP_HEADER;
    int addressAt = d.v6 ? 24 : 16;
    int addressLength = d.v6 ? 16 : 4;
    if (there < addressAt + addressLength) {
      return;
    }
    InetAddress target = Addresses.of(d.array, inner + addressAt, addressLength);
    int header = d.v6 ? 40 : (d.array[inner] & 0x0F) * 4;
    int protocol = Net.u8(d.array, inner + (d.v6 ? 6 : 9));
    boolean tcp = protocol == Datagram.TCP && there >= header + 4;
    int port = tcp ? Net.u16(d.array, inner + header + 2) : -1;
    tally.unreachable(d.frame, source(d), target, port, reason(d.v6, code));
  }

  private static InetAddress source(Datagram d) {
    byte[] bytes = ByteBuffer.allocate(16).putLong(d.sourceHigh).putLong(d.sourceLow).array();
    byte[] address = d.v6 ? bytes : Arrays.copyOfRange(bytes, 12, 16);
    return Addresses.of(address, 0, address.length);
  }

  /** Codes of RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1 and RFC 4443 §3.1. */
  private static String reason(boolean v6, int code) {
    if (v6) {
      return switch (code) {
        case 0 -> "there is no route";
        case 1 -> "it is forbidden by an administrator";
        case 3 -> "the address can't be reached";
        case 4 -> "nobody listens on that port";
        default -> "code " + code;
      };
    }
    return switch (code) {
      case 0 -> "the network can't be reached";
      case 1 -> "the host can't be reached";
      case 2 -> "the protocol is unknown there";
      case 3 -> "nobody listens on that port";
      case 4 -> "the packet is too large and must not be cut";
      case 9, 10, 13 -> "it is forbidden by an administrator";
      default -> "code " + code;
    };
  }
}
