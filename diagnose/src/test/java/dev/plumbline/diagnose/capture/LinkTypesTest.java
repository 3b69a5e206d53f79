package dev.plumbline.diagnose.capture;

import static dev.plumbline.diagnose.capture.Packets.ACK;
import static dev.plumbline.diagnose.capture.Packets.SYN;
import static dev.plumbline.diagnose.capture.Packets.ascii;
import static dev.plumbline.diagnose.capture.Packets.ethernet;
import static dev.plumbline.diagnose.capture.Packets.hex;
import static dev.plumbline.diagnose.capture.Packets.ipv4;
import static dev.plumbline.diagnose.capture.Packets.ipv6;
import static dev.plumbline.diagnose.capture.Packets.join;
import static dev.plumbline.diagnose.capture.Packets.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.diagnose.capture.CaptureBytes.Frame;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkTypesTest {
  private static final String MACS = "020000000001 020000000002 ";

  /** Link type, what stands before IPv4, what stands before IPv6. */
  static Stream<Arguments> links() {
    return Stream.of(
        Arguments.of("Ethernet", 1, MACS + "0800", MACS + "86DD"),
        Arguments.of("VLAN", 1, MACS + "8100 0064 0800", MACS + "8100 0064 86DD"),
        Arguments.of("QinQ", 1, MACS + "88A8 0001 8100 0002 0800", MACS + "9100 0001 8100 0002 86DD"),
        Arguments.of("PPPoE", 1, MACS + "8864 1100 0007 0040 0021", MACS + "8100 0064 8864 1100 0007 0040 0057"),
        Arguments.of("MPLS", 1, MACS + "8847 0001 00 40 0001 01 40", MACS + "8847 0001 01 40"),
        Arguments.of("SNAP", 1, MACS + "0100 AAAA03 000000 0800", MACS + "0100 AAAA03 000000 86DD"),
        Arguments.of("cooked", 113, "0000 0001 0006 0200000000010000 0800", "0004 0001 0006 0200000000010000 86DD"),
        Arguments.of("cooked with VLAN", 113, "0000 0001 0006 0200000000010000 8100 0064 0800",
            "0000 0001 0006 0200000000010000 8100 0064 86DD"),
        Arguments.of("cooked 2", 276, "0800 0000 00000002 0001 00 06 0200000000010000",
            "86DD 0000 00000002 0001 04 06 0200000000010000"),
        Arguments.of("raw", 101, "", ""),
        Arguments.of("raw of a BSD", 12, "", ""),
        Arguments.of("raw of OpenBSD", 14, "", ""),
        Arguments.of("IPv4", 228, "", ""),
        Arguments.of("IPv6", 229, "", ""),
        Arguments.of("PPP", 9, "FF03 0021", "FF03 0057"),
        Arguments.of("PPP with all compressed", 9, "21", "57"),
        Arguments.of("PPP with the address left out", 50, "0021", "0057"),
        Arguments.of("Cisco HDLC", 104, "0F00 0800", "8F00 86DD"),
        Arguments.of("PPPoE alone", 51, "1100 0007 0040 0021", "1100 0007 0040 0057"),
        Arguments.of("PPP with direction", 204, "00 FF03 0021", "01 FF03 0057"),
        Arguments.of("loopback, big-endian", 0, "00000002", "0000001E"),
        Arguments.of("loopback, little-endian", 0, "02000000", "18000000"),
        Arguments.of("loopback of OpenBSD", 108, "00000002", "00000018"));
  }

  private static List<Frame> conversation(String before, boolean v6, int padding) {
    List<Frame> frames = new ArrayList<>();
    byte[][] segments = {
      tcp(50_000, 8883, 99, 0, SYN, ascii(""), hex("020405B4")),
      tcp(8883, 50_000, 499, 100, SYN | ACK, ascii("")),
      tcp(50_000, 8883, 100, 500, ACK, ascii("question"), hex("0101080A0000000100000002")),
      tcp(8883, 50_000, 500, 108, ACK, ascii("answer"))
    };
    for (int i = 0; i < segments.length; i++) {
      boolean fromClient = i % 2 == 0;
      byte[] packet = v6 ? ipv6(fromClient, 6, segments[i]) : ipv4(fromClient, 6, segments[i]);
      frames.add(Frame.of(join(hex(before), packet, new byte[padding]), 1000));
    }
    return frames;
  }

  private static Read read(int linkType, List<Frame> frames) throws Exception {
    return Read.of(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, linkType, frames));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("links")
  void bothVersionsOfIpAreFoundBehind(String name, int linkType, String before4, String before6) throws Exception {
    for (boolean v6 : new boolean[] {false, true}) {
      String before = v6 ? before6 : before4;
      Read read = read(linkType, conversation(before, v6, 0));
      assertEquals("question", read.client());
      assertEquals("answer", read.server());
      String client = v6 ? "[2001:db8:0:0:0:0:0:1]:50000" : "10.0.0.1:50000";
      assertEquals(client, read.told().only().client.toString());
      int link = hex(before).length;
      int ip = v6 ? 40 : 20;
      assertEquals(link + ip + 32, read.told().only().stretches.get(0).offset());
      assertEquals(link + ip + 20, read.told().only().stretches.get(1).offset());
    }
  }

  @Test
  void paddingOfEthernetIsNoPayload() throws Exception {
    Read read = read(1, conversation(MACS + "0800", false, 18));
    assertEquals("question", read.client());
    assertEquals("answer", read.server());
    assertEquals(0, read.summary().cutFrames());
  }

  @Test
  void linkTypesThatCannotBeReadAreNamed() throws Exception {
    List<Frame> frames = List.of(Frame.of(new byte[60], 5), Frame.of(new byte[60], 6));
    assertEquals(
        List.of("2 frames are of link type IEEE802_11_RADIOTAP, which can't be read."),
        read(127, frames).summary().notes());
    assertEquals(
        List.of("2 frames are of link type number 9999, which can't be read."), read(9999, frames).summary().notes());
    assertEquals(2, read(105, frames).summary().counts().unreadable());
  }

  @Test
  void framesThatEndInAHeaderAreCountedAsSuch() throws Exception {
    byte[] whole = conversation(MACS + "8100 0064 0800", false, 0).get(2).bytes();
    for (int length = 0; length < whole.length; length++) {
      Frame cut = Frame.of(whole, 5).cutTo(length);
      CaptureSummary summary = read(1, List.of(cut)).summary();
      assertEquals(1, summary.counts().malformed() + summary.counts().tcp(), "cut to " + length);
      assertEquals(1, summary.cutFrames());
    }
    assertEquals(1, read(1, List.of(Frame.of(ethernet(0x88CC, new byte[40]), 5))).summary().counts().other());
  }
}
