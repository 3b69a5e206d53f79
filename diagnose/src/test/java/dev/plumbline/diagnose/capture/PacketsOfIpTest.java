package dev.plumbline.diagnose.capture;

import static dev.plumbline.diagnose.capture.Packets.ACK;
import static dev.plumbline.diagnose.capture.Packets.ascii;
import static dev.plumbline.diagnose.capture.Packets.bytes16;
import static dev.plumbline.diagnose.capture.Packets.ethernet;
import static dev.plumbline.diagnose.capture.Packets.hex;
import static dev.plumbline.diagnose.capture.Packets.ipv4;
import static dev.plumbline.diagnose.capture.Packets.ipv6;
import static dev.plumbline.diagnose.capture.Packets.join;
import static dev.plumbline.diagnose.capture.Packets.tcp;
import static dev.plumbline.diagnose.capture.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.capture.CaptureBytes.Frame;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PacketsOfIpTest {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int MORE = 0x2000;
  private static final byte[] SEGMENT = tcp(50_000, 8883, 100, 1, ACK, ascii("0123456789abcdefghijklmnop"));
  private static final String PAYLOAD = "0123456789abcdefghijklmnop";

  private static Read read(byte[]... packets) throws Exception {
    List<Frame> frames = Stream.of(packets).map(each -> Frame.of(each, 1000)).toList();
    return Read.of(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, 101, frames));
  }

  private static byte[] fragment4(int from, int to, boolean more) {
    byte[] part = Arrays.copyOfRange(SEGMENT, from, to);
    return ipv4(true, TCP, 20 + part.length, (more ? MORE : 0) | from / 8, part);
  }

  private static byte[] fragment6(int from, int to, boolean more) {
    byte[] header = join(hex("0600"), bytes16(from | (more ? 1 : 0)), hex("00000063"));
    return ipv6(true, 44, join(header, Arrays.copyOfRange(SEGMENT, from, to)));
  }

  @Test
  void optionsOfIpv4AreSteppedOver() throws Exception {
    Read read = read(ipv4(true, TCP, 20 + SEGMENT.length, 0, SEGMENT, hex("94040000")));
    assertEquals(PAYLOAD, read.client());
    assertEquals(List.of(new Stretch(1, 44, 1000)), read.told().only().stretches);
  }

  @Test
  void aLengthThatTheCardWasToFillInIsTheFrames() throws Exception {
    assertEquals(PAYLOAD, read(ipv4(true, TCP, 0, 0, SEGMENT)).client());
    byte[] six = ipv6(true, TCP, SEGMENT);
    six[5] = 0;
    assertEquals(PAYLOAD, read(six).client());
  }

  @Test
  void fragmentsArePutTogetherInAnyOrder() throws Exception {
    byte[][] four = {fragment4(32, 46, false), fragment4(0, 16, true), fragment4(16, 32, true)};
    byte[][] six = {fragment6(32, 46, false), fragment6(0, 16, true), fragment6(16, 32, true)};
    for (byte[][] parts : List.of(four, six)) {
      Read read = read(parts);
      assertEquals(PAYLOAD, read.client());
      assertEquals(List.of(new Stretch(3, 20, 1000)), read.told().only().stretches);
      assertEquals(2, read.summary().counts().fragments());
      assertEquals(1, read.summary().counts().tcp());
      assertEquals(List.of(), read.summary().notes());
    }
  }

  @Test
  void whereFragmentsOverlapTheFirstCopyStays() throws Exception {
    byte[] other = fragment4(24, 40, true);
    Arrays.fill(other, 20, 36, (byte) '?');
    Read read = read(fragment4(0, 32, true), other, fragment4(32, 46, false));
    assertEquals("0123456789ab????????klmnop", read.client());
  }

  @Test
  void aFragmentThatIsMissingIsSaid() throws Exception {
    Read read = read(fragment4(0, 16, true), fragment4(32, 46, false));
    assertEquals(0, read.summary().counts().tcp());
    assertEquals(List.of("1 datagrams or fragments of IP could not be put together."), read.summary().notes());
  }

  @Test
  void fragmentsWithoutEndTakeBoundedRoom() throws Exception {
    byte[][] parts = new byte[1000][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = fragment4(0, 16, true);
      parts[i][4] = (byte) (i >> 8);
      parts[i][5] = (byte) i;
    }
    Read read = read(parts);
    assertEquals(1000, read.summary().counts().fragments());
    assertEquals(List.of("1000 datagrams or fragments of IP could not be put together."), read.summary().notes());
  }

  @Test
  void extensionHeadersOfIpv6AreSteppedOver() throws Exception {
    byte[] hopByHop = hex("2B00 050200000100");
    byte[] routing = hex("3C02 0402 00000000 20010db8000000000000000000000009");
    byte[] destination = hex("2C00 010400000000");
    byte[] atomic = hex("0600 0000 00000063");
    Read read = read(ipv6(true, 0, join(hopByHop, routing, destination, atomic, SEGMENT)));
    assertEquals(PAYLOAD, read.client());
    assertEquals(40 + 8 + 24 + 8 + 8 + 20, read.told().only().stretches.get(0).offset());
  }

  @Test
  void ipInIpIsFollowed() throws Exception {
    Read read = read(ipv4(true, 41, ipv6(true, TCP, SEGMENT)), ipv6(false, 4, ipv4(false, UDP, udp(1, 2, ascii("x")))));
    assertEquals(PAYLOAD, read.client());
    assertEquals(1, read.summary().counts().udp());
    byte[] deep = SEGMENT;
    for (int i = 0; i < 5; i++) {
      deep = ipv4(true, i == 0 ? TCP : 4, deep);
    }
    assertEquals(1, read(deep).summary().counts().other());
  }

  @Test
  void aHeaderOfTcpThatIsTooShortIsSaid() throws Exception {
    byte[] odd = SEGMENT.clone();
    odd[12] = 0x40;
    Read read = read(ipv4(true, TCP, odd));
    assertEquals(0, read.told().flows.size());
    assertEquals(List.of("1 headers of TCP are cut off or make no sense."), read.summary().notes());
  }

  @Test
  void whatIsNotTcpIsCounted() throws Exception {
    byte[] arp = ethernet(0x0806, new byte[28]);
    byte[] ntp = ethernet(0x0800, ipv4(true, UDP, udp(123, 123, new byte[48])));
    byte[] ping = ethernet(0x0800, ipv4(true, 1, hex("08000000 00010001")));
    byte[] gre = ethernet(0x0800, ipv4(true, 47, new byte[8]));
    byte[] question = ethernet(0x86DD, ipv6(true, UDP, udp(40_000, 53, dns("0100", "mqtt.example", ""))));
    List<Frame> frames = Stream.of(arp, arp, ntp, ping, gre, question).map(each -> Frame.of(each, 7)).toList();
    Read read = Read.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN, 1, frames));
    CaptureSummary.Counts expected = new CaptureSummary.Counts(2, 1, 1, 1, 0, 0, 1, 0, 0);
    assertEquals(expected, read.summary().counts());
    assertEquals(6, read.summary().frames());
  }

  @Test
  void portsOfServersAreCountedByConnection() throws Exception {
    byte[][] packets = new byte[30][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = ipv4(true, TCP, tcp(50_000 + i, i < 20 ? 8883 : 443, 99, 0, Packets.SYN, ascii("")));
    }
    Read read = read(packets);
    assertEquals(30, read.summary().connections());
    assertEquals(
        List.of(new CaptureSummary.PortCount(8883, 20), new CaptureSummary.PortCount(443, 10)), read.summary().ports());
  }

  private static byte[] dns(String flags, String question, String answers) {
    int count = answers.isEmpty() ? 0 : answers.split("\n").length;
    byte[] asked = join(labels(question), hex("0001 0001"));
    return join(hex("1234" + flags + "0001"), bytes16(count), hex("0000 0000"), asked, hex(answers.replace("\n", "")));
  }

  private static byte[] labels(String name) {
    byte[] all = new byte[0];
    for (String label : name.split("\\.")) {
      all = join(all, new byte[] {(byte) label.length()}, ascii(label));
    }
    return join(all, new byte[1]);
  }

  private static Read answered(byte[] message) throws Exception {
    return read(ipv4(false, UDP, udp(53, 40_000, message)));
  }

  @Test
  void answersOfNameServersAreTold() throws Exception {
    String four = "C00C 0001 0001 00000010 0004 C0000207";
    String six = "C00C 001C 0001 00000010 0010 20010db8000000000000000000000007";
    Read read = answered(dns("8180", "mqtt.example.org", four + "\n" + six));
    assertEquals(List.of("mqtt.example.org=192.0.2.7", "mqtt.example.org=2001:db8:0:0:0:0:0:7"), read.told().names);
    assertEquals(1, read.summary().counts().dns());
  }

  @Test
  void anAddressBehindAnAliasIsToldForBothNames() throws Exception {
    String alias = "C00C 0005 0001 00000010 0006 03" + "656467" + "C011";
    String address = "C02E 0001 0001 00000010 0004 C0000207";
    Read read = answered(dns("8180", "mqtt.example.org", alias + "\n" + address));
    assertEquals(List.of("mqtt.example.org=192.0.2.7", "edg.example.org=192.0.2.7"), read.told().names);
  }

  @Test
  void aNameThatDoesNotExistIsSaid() throws Exception {
    assertEquals(
        List.of("mqtt.exmaple.org"), answered(dns("8183", "mqtt.exmaple.org", "")).summary().namesNotFound());
  }

  @Test
  void namesThatPointAtThemselvesOrCarryControlCharactersDoNoHarm() throws Exception {
    assertEquals(List.of(), answered(dns("8180", "a", "C013 0001 0001 00000010 0004 C0000207")).told().names);
    assertEquals(
        List.of("e?[2J=192.0.2.7"),
        answered(dns("8180", "e\33[2J", "C00C 0001 0001 00000010 0004 C0000207")).told().names);
  }

  @Test
  void multicastAnswersCarryNoQuestion() throws Exception {
    byte[] message = join(hex("0000 8400 0000 0001 0000 0000"), labels("broker.local"),
        hex("0001 8001 00000078 0004 C0000207"));
    assertEquals(
        List.of("broker.local=192.0.2.7"), read(ipv4(false, UDP, udp(5353, 5353, message))).told().names);
  }

  @Test
  void whatCannotBeReachedIsSaid() throws Exception {
    byte[] inner4 = Arrays.copyOf(ipv4(true, TCP, SEGMENT), 28);
    byte[] inner6 = Arrays.copyOf(ipv6(true, TCP, SEGMENT), 48);
    Read read = read(
        ipv4(false, 1, join(hex("03010000 00000000"), inner4)),
        ipv6(false, 58, join(hex("01040000 00000000"), inner6)));
    assertEquals(2, read.summary().counts().icmp());
    assertEquals(
        List.of("Frame 1: 192.0.2.7 says that 192.0.2.7:8883 can't be reached (the host can't be reached).",
            "Frame 2: 2001:db8:0:0:0:0:0:7 says that [2001:db8:0:0:0:0:0:7]:8883 can't be reached"
                + " (nobody listens on that port)."),
        read.summary().notes());
    assertTrue(read.told().flows.isEmpty());
  }

  @Test
  void aFrameThatIsCutTellsHowMuchWasSent() throws Exception {
    Frame cut = Frame.of(ipv4(true, TCP, SEGMENT), 1000).cutTo(44);
    Frame next = Frame.of(ipv4(true, TCP, tcp(50_000, 8883, 126, 1, ACK, ascii("!"))), 2000);
    Read read = Read.of(CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN, 101, List.of(cut, next)));
    assertEquals("0123!", read.client());
    assertEquals(22, read.told().only().missing(Side.CLIENT));
  }
}
