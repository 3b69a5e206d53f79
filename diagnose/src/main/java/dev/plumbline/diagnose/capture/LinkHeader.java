package dev.plumbline.diagnose.capture;

/**
 * Finds what a link layer carries. Reused: {@link #read} sets {@link #protocol} and {@link #at}.
 */
final class LinkHeader {
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int IPV6 = 0x86DD;

  /** Neither of these, or unknown. */
  static final int OTHER = 0;

  private static final int VLAN = 0x8100;
  private static final int PROVIDER_VLAN = 0x88A8;
  private static final int OLD_QINQ = 0x9100;
  private static final int PPPOE_SESSION = 0x8864;
  private static final int MPLS = 0x8847;
  private static final int SNAP = 0xAAAA;
  private static final int MAX_802_3_LENGTH = 1500;
  private static final int MAX_TAGS = 8;

  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;
  private static final int PPP_ALL_STATIONS = 0xFF;
  private static final int PPP_UNNUMBERED = 0x03;
  private static final int CISCO_UNICAST = 0x0F;
  private static final int CISCO_BROADCAST = 0x8F;

  private byte[] array;
  private int end;
  private int protocol;
  private int at;

  int protocol() {
    return protocol;
  }

  /** Where what it carries begins. */
  int at() {
    return at;
  }

  /** Reads the header; false if the frame ends inside. */
  boolean read(LinkType type, byte[] array, int offset, int end) {
    this.array = array;
    this.end = end;
    this.at = offset;
    this.protocol = OTHER;
    return switch (type) {
      case ETHERNET -> typed(12, 14);
      case LINUX_SLL -> typed(14, 16);
      case LINUX_SLL2 -> typed(0, 20);
      case DLT_RAW, DLT_RAW_OPENBSD, RAW, IPV4, IPV6 -> bare();
      case PPP, PPP_HDLC, C_HDLC -> ppp();
      case PPP_WITH_DIR -> {
        at++;
        yield ppp();
      }
      case PPP_ETHER -> pppoe();
      case NULL -> family(true);
      case LOOP -> family(false);
      default -> true;
    };
  }

  /** A header with an EtherType at a fixed place, and perhaps tags behind it. */
  private boolean typed(int typeAt, int length) {
    if (end - at < length) {
      return false;
    }
    int type = Net.u16(array, at + typeAt);
    at += length;
    for (int tags = 0; tags < MAX_TAGS && isVlan(type); tags++) {
      if (end - at < 4) {
        return false;
      }
      type = Net.u16(array, at + 2);
      at += 4;
    }
    return carried(type);
  }

  private static boolean isVlan(int type) {
    return type == VLAN || type == PROVIDER_VLAN || type == OLD_QINQ;
  }

  private boolean carried(int type) {
    if (type == PPPOE_SESSION) {
      return pppoe();
    }
    if (type == MPLS) {
      return labels();
    }
    if (type <= MAX_802_3_LENGTH && end - at >= 8 && Net.u16(array, at) == SNAP) {
      // LLC of three bytes, then three of an organisation, then the EtherType.
      protocol = known(Net.u16(array, at + 6));
      at += 8;
      return true;
    }
    protocol = known(type);
    return true;
  }

  private static int known(int type) {
    return type == IPV4 || type == IPV6 || type == ARP ? type : OTHER;
  }

  private boolean labels() {
    for (int i = 0; i < MAX_TAGS; i++) {
      if (end - at < 4) {
        return false;
      }
      boolean last = (array[at + 2] & 1) != 0;
      at += 4;
      if (last) {
        return bare();
      }
    }
    return true;
  }

  /** IP and nothing before it: its version tells which. */
  private boolean bare() {
    if (end - at < 1) {
      return false;
    }
    int version = array[at] >> 4 & 0x0F;
    protocol = version == 4 ? IPV4 : version == 6 ? IPV6 : OTHER;
    return true;
  }

  /** Version and type, code, session and length, then PPP without address and control (RFC 2516 §4). */
  private boolean pppoe() {
    at += 6;
    return pppProtocol();
  }

  private boolean ppp() {
    if (end - at < 2) {
      return false;
    }
    int address = Net.u8(array, at);
    int control = Net.u8(array, at + 1);
    if ((address == CISCO_UNICAST || address == CISCO_BROADCAST) && control == 0) {
      return typed(2, 4);
    }
    if (address == PPP_ALL_STATIONS && control == PPP_UNNUMBERED) {
      at += 2;
    }
    return pppProtocol();
  }

  /** One byte if it is odd, because the upper byte may be left out (RFC 1661 §6.5). */
  private boolean pppProtocol() {
    if (end - at < 2) {
      return false;
    }
    boolean compressed = (array[at] & 1) != 0;
    int number = compressed ? Net.u8(array, at) : Net.u16(array, at);
    at += compressed ? 1 : 2;
    protocol = number == PPP_IPV4 ? IPV4 : number == PPP_IPV6 ? IPV6 : OTHER;
    return true;
  }

  /** An address family in the byte order of the machine that captured, or always of the network. */
  private boolean family(boolean anyOrder) {
    if (end - at < 4) {
      return false;
    }
    int family = Net.u32(array, at);
    if (anyOrder && (family & 0xFFFF) == 0) {
      family = Integer.reverseBytes(family);
    }
    at += 4;
    protocol = switch (family) {
      case 2 -> IPV4;
      // Linux, NetBSD, FreeBSD, Darwin.
      case 10, 24, 28, 30 -> IPV6;
      default -> OTHER;
    };
    return true;
  }
}
