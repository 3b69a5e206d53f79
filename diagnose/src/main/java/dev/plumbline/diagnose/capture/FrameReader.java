package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowAssembler;
import dev.plumbline.diagnose.flow.FlowListener;

/** Takes frames apart, from their link layer to what IP carries, fragments put together. */
final class FrameReader implements FrameSink {
  private static final int MIN_IPV4 = 20;
  private static final int IPV6_HEADER = 40;
  private static final int MAX_EXTENSIONS = 16;
  private static final int MAX_TUNNELS = 2;

  private static final int HOP_BY_HOP = 0;
  private static final int IPV4_INSIDE = 4;
  private static final int IPV6_INSIDE = 41;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOBILITY = 135;
  private static final int HOST_IDENTITY = 139;
  private static final int SHIM6 = 140;

  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET = 0x1FFF;

  private final Tally tally;
  private final TransportReader transport;
  private final LinkHeader link = new LinkHeader();
  private final Datagram datagram = new Datagram();
  private final Fragments fragments = new Fragments();

  private int linkNumber = -1;
  private LinkType linkType;
  private int frameBegin;
  private int tunnels;

  FrameReader(FlowAssembler flows, FlowListener listener, Tally tally) {
    this.tally = tally;
    this.transport = new TransportReader(flows, listener, tally);
  }

  @Override
  public void frame(int linkNumber, byte[] array, int offset, int captured, int original, long nanos) {
    datagram.frame = tally.frame(linkNumber, captured, original, nanos);
    datagram.nanos = nanos;
    if (linkNumber != this.linkNumber) {
      this.linkNumber = linkNumber;
      linkType = LinkType.of(linkNumber);
    }
    if (linkType == null || !linkType.readable()) {
      tally.unreadable();
      return;
    }
    frameBegin = offset;
    tunnels = 0;
    if (!link.read(linkType, array, offset, offset + captured)) {
      tally.malformed();
      return;
    }
    int at = link.at();
    switch (link.protocol()) {
      case LinkHeader.IPV4 -> ipv4(array, at, offset + captured, offset + original - at);
      case LinkHeader.IPV6 -> ipv6(array, at, offset + captured, offset + original - at);
      case LinkHeader.ARP -> tally.arp();
      default -> tally.other();
    }
  }

  /** Counts what is still under way. */
  void finish() {
    tally.fragmentsLost(fragments.lost());
  }

  /**
   * IPv4.
   *
   * @param end behind the last byte that was captured
   * @param room how many bytes the frame had from here on
   */
  private void ipv4(byte[] array, int at, int end, int room) {
    int header = end - at < MIN_IPV4 ? 0 : (array[at] & 0x0F) * 4;
    if (header < MIN_IPV4 || array[at] >> 4 != 4 || end - at < header) {
      tally.malformed();
      return;
    }
    int total = Net.u16(array, at + 2);
    // Frames that the network card was still to cut into packets have no length yet.
    int length = (total == 0 ? room : total) - header;
    if (length < 0) {
      tally.malformed();
      return;
    }
    datagram.v6 = false;
    datagram.protocol = Net.u8(array, at + 9);
    datagram.sourceHigh = 0;
    datagram.sourceLow = Net.u32(array, at + 12) & 0xFFFF_FFFFL;
    datagram.targetHigh = 0;
    datagram.targetLow = Net.u32(array, at + 16) & 0xFFFF_FFFFL;
    carried(array, at + header, end, length);
    int field = Net.u16(array, at + 6);
    boolean more = (field & MORE_FRAGMENTS) != 0;
    int place = (field & FRAGMENT_OFFSET) * 8;
    if (!more && place == 0 || fragments.completes(datagram, Net.u16(array, at + 4), place, more)) {
      next(datagram.protocol);
    } else {
      tally.fragment();
    }
  }

  private void carried(byte[] array, int at, int end, int length) {
    datagram.payload(array, at, Math.min(length, end - at), length, at - frameBegin);
  }

  private void ipv6(byte[] array, int at, int end, int room) {
    if (end - at < IPV6_HEADER || array[at] >> 4 != 6) {
      tally.malformed();
      return;
    }
    int length = Net.u16(array, at + 4);
    if (length == 0) {
      length = room - IPV6_HEADER;
    }
    if (length < 0) {
      tally.malformed();
      return;
    }
    datagram.v6 = true;
    datagram.sourceHigh = Net.u64(array, at + 8);
    datagram.sourceLow = Net.u64(array, at + 16);
    datagram.targetHigh = Net.u64(array, at + 24);
    datagram.targetLow = Net.u64(array, at + 32);
    carried(array, at + IPV6_HEADER, end, length);
    extensions(Net.u8(array, at + 6));
  }

  /** Steps over extension headers (RFC 8200 §4), the first of which has this number. */
  private void extensions(int first) {
    int number = first;
    for (int i = 0; i < MAX_EXTENSIONS && isExtension(number); i++) {
      if (datagram.captured < 8) {
        tally.malformed();
        return;
      }
      int at = datagram.offset;
      int next = Net.u8(datagram.array, at);
      int units = Net.u8(datagram.array, at + 1);
      int length = number == FRAGMENT ? 8 : number == AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
      int field = Net.u16(datagram.array, at + 2);
      int identification = Net.u32(datagram.array, at + 4);
      if (datagram.captured < length) {
        tally.malformed();
        return;
      }
      datagram.payload(datagram.array, at + length, datagram.captured - length, datagram.length - length,
          datagram.frameOffset + length);
      if (number == FRAGMENT && (field & ~6) != 0
          && !fragments.completes(datagram, identification, field & ~7, (field & 1) != 0)) {
        tally.fragment();
        return;
      }
      number = next;
    }
    datagram.protocol = number;
    next(number);
  }

  private static boolean isExtension(int number) {
    return switch (number) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY, HOST_IDENTITY, SHIM6 -> true;
      default -> false;
    };
  }

  private void next(int protocol) {
    boolean tunnel = protocol == IPV4_INSIDE || protocol == IPV6_INSIDE;
    // Inside a datagram that was put together, places in the frame are lost, so it is left alone.
    if (tunnel && tunnels < MAX_TUNNELS && datagram.frameOffset > 0) {
      tunnels++;
      int end = datagram.offset + datagram.captured;
      if (protocol == IPV4_INSIDE) {
        ipv4(datagram.array, datagram.offset, end, datagram.length);
      } else {
        ipv6(datagram.array, datagram.offset, end, datagram.length);
      }
    } else {
      transport.read(datagram);
    }
  }
}
