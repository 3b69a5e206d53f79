package dev.plumbline.diagnose.capture;

/** The link types that captures of TCP have, by their numbers in files (the list of the tcpdump group). */
enum LinkType {
  NULL(0, true),
  ETHERNET(1, true),
  PPP(9, true),
  DLT_RAW(12, true),
  DLT_RAW_OPENBSD(14, true),
  PPP_HDLC(50, true),
  PPP_ETHER(51, true),
  RAW(101, true),
  C_HDLC(104, true),
  IEEE802_11(105, false),
  LOOP(108, true),
  LINUX_SLL(113, true),
  IEEE802_11_PRISM(119, false),
  IEEE802_11_RADIOTAP(127, false),
  USER0(147, false),
  IEEE802_11_AVS(163, false),
  BLUETOOTH_HCI_H4(187, false),
  USB_LINUX(189, false),
  PPI(192, false),
  IEEE802_15_4_WITHFCS(195, false),
  BLUETOOTH_HCI_H4_WITH_PHDR(201, false),
  PPP_WITH_DIR(204, true),
  USB_LINUX_MMAPPED(220, false),
  IPV4(228, true),
  IPV6(229, true),
  IEEE802_15_4_NOFCS(230, false),
  NFLOG(239, false),
  USBPCAP(249, false),
  WIRESHARK_UPPER_PDU(252, false),
  NETLINK(253, false),
  LINUX_SLL2(276, true);

  private final int number;
  private final boolean readable;

  LinkType(int number, boolean readable) {
    this.number = number;
    this.readable = readable;
  }

  /** The type of this number, or null. */
  static LinkType of(int number) {
    for (LinkType each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    return null;
  }

  /** How people call it. */
  static String nameOf(int number) {
    LinkType type = of(number);
    return type == null ? "number " + number : type.name();
  }

  boolean readable() {
    return readable;
  }
}
