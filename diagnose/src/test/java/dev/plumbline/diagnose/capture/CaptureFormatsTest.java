package dev.plumbline.diagnose.capture;

import static dev.plumbline.diagnose.capture.Packets.ACK;
import static dev.plumbline.diagnose.capture.Packets.SYN;
import static dev.plumbline.diagnose.capture.Packets.ascii;
import static dev.plumbline.diagnose.capture.Packets.ethernet;
import static dev.plumbline.diagnose.capture.Packets.ipv4;
import static dev.plumbline.diagnose.capture.Packets.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.capture.CaptureBytes.Frame;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFormatsTest {
  private static final ByteOrder[] ORDERS = {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN};
  private static final long TIME = 1_795_198_120_000_000_000L;

  private static byte[] packet(int flags, int sequence, String payload) {
    return ethernet(0x0800, ipv4(true, 6, tcp(50_000, 8883, sequence, 1, flags, ascii(payload))));
  }

  /** Three frames, a millisecond apart. */
  private static List<Frame> frames() {
    return List.of(
        Frame.of(packet(SYN, 99, ""), TIME + 1_000_000),
        Frame.of(packet(ACK, 100, "hello "), TIME + 2_000_000),
        Frame.of(packet(ACK, 106, "world"), TIME + 3_000_000));
  }

  private static byte[] gzip(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(file);
    }
    return out.toByteArray();
  }

  @Test
  void everyFormatByteOrderAndUnitTellsTheSame() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (ByteOrder order : ORDERS) {
      for (int magic : new int[] {PcapReader.MICROSECONDS, PcapReader.NANOSECONDS, PcapReader.MODIFIED}) {
        files.add(CaptureBytes.pcap(order, magic, 1, frames()));
      }
      files.add(CaptureBytes.pcapng(order, 1, frames()));
    }
    files.add(gzip(files.get(0)));
    files.add(gzip(files.get(3)));
    String first = Read.of(files.get(0)).told().text();
    assertTrue(first.contains("Stretch[frame=2, offset=54, nanos=1795198120002000000]"), first);
    for (byte[] file : files) {
      Read read = Read.of(file);
      assertEquals(first, read.told().text());
      assertEquals("hello world", read.client());
      assertEquals(3, read.summary().frames());
      assertEquals(TIME + 1_000_000, read.summary().firstNanos());
      assertEquals(TIME + 3_000_000, read.summary().lastNanos());
      assertFalse(read.summary().endsInside());
      assertEquals(List.of(), read.summary().notes());
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1795198120002", "6, 1795198120002000", "9, 1795198120002000000", "12, 179519812000200000",
      "138, 1838282874882", "160, 7710317216034822717"})
  void timesHaveTheUnitOfTheirInterface(int resolution, long ticks) throws Exception {
    Interface one = new Interface(1, 0, resolution, 0);
    long nanos = resolution == 12 ? TIME / 10_000 + 200 : TIME + 2_000_000;
    assertEquals(nanos, one.nanos(ticks), 1_000_000);
    for (ByteOrder order : ORDERS) {
      CaptureBytes file = new CaptureBytes(order).section().described(1, 0, new byte[] {(byte) resolution});
      file.enhanced(0, ticks, frames().get(1));
      assertEquals(one.nanos(ticks), Read.of(file.bytes()).summary().firstNanos());
    }
  }

  @Test
  void timesAreMicrosecondsUnlessTheInterfaceSaysOtherwiseAndMayHaveAnOffset() throws Exception {
    for (ByteOrder order : ORDERS) {
      CaptureBytes file = new CaptureBytes(order).section();
      file.described(1, 0, null, file.option(14, file.number(-3600)));
      file.enhanced(0, TIME / 1000, frames().get(1));
      assertEquals(TIME - 3_600_000_000_000L, Read.of(file.bytes()).summary().firstNanos());
    }
  }

  @Test
  void sectionsAndInterfacesHaveTheirOwnByteOrderLinkTypeAndUnit() throws Exception {
    byte[] bare = ipv4(true, 6, tcp(50_000, 8883, 100, 1, ACK, ascii("hello ")));
    CaptureBytes first = new CaptureBytes(ByteOrder.BIG_ENDIAN).section().described(1, 0, null);
    first.described(101, 0, new byte[] {9});
    first.enhanced(0, TIME / 1000, Frame.of(packet(SYN, 99, ""), 0)).enhanced(1, TIME + 5, Frame.of(bare, 0));
    CaptureBytes second = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).section().described(1, 0, new byte[] {6});
    second.enhanced(0, TIME / 1000 + 1, Frame.of(packet(ACK, 106, "world"), 0));
    Read read = Read.of(first.then(second).bytes());
    assertEquals("hello world", read.client());
    assertEquals(
        List.of(new Stretch(2, 40, TIME + 5), new Stretch(3, 54, TIME + 1000)), read.told().only().stretches);
    assertEquals("{ETHERNET=2, RAW=1}", read.summary().linkTypes().toString());
  }

  @Test
  void everyKindOfPacketBlockIsAFrame() throws Exception {
    for (ByteOrder order : ORDERS) {
      CaptureBytes file = new CaptureBytes(order).section().described(1, 64, null);
      file.block(0x0BAD, new byte[20]).obsolete(0, TIME / 1000, frames().get(0));
      file.block(9, ascii("MESSAGE=x\n")).simple(frames().get(1));
      file.simple(Frame.of(packet(ACK, 106, "world, and all the others"), 0).cutTo(64));
      Read read = Read.of(file.bytes());
      assertEquals("hello world, and", read.client());
      assertEquals(4, read.summary().frames());
      assertEquals(1, read.summary().cutFrames());
      assertEquals(64, read.summary().longestCutFrame());
      assertEquals(64, read.summary().snapLength());
      assertEquals(List.of(3L, 4L), read.told().only().stretches.stream().map(Stretch::frame).toList());
    }
  }

  @Test
  void secretsNamesAndLossesThatTheFileCarriesAreTold() throws Exception {
    for (ByteOrder order : ORDERS) {
      CaptureBytes file = new CaptureBytes(order).section();
      file.described(1, 0, null, file.option(2, ascii("eth0")), file.option(3, ascii("uplink\33[2J")));
      file.secrets(0x544C534B, ascii("CLIENT_RANDOM 01 02\n")).secrets(0x57474B4C, ascii("LOCAL_STATIC"));
      byte[] names = Packets.join(new byte[] {(byte) 192, 0, 2, 7}, ascii("mqtt.example\0broker\0"));
      file.block(4, Packets.join(file.option(1, names), new byte[4]));
      file.block(5, Packets.join(new byte[12], file.option(5, file.number(17)), new byte[4]));
      Read read = Read.of(file.bytes());
      assertEquals(List.of("CLIENT_RANDOM 01 02\n"), read.told().secrets);
      assertEquals(List.of("mqtt.example=192.0.2.7", "broker=192.0.2.7"), read.told().names);
      assertEquals(List.of("eth0 (uplink?[2J)"), read.summary().interfaces());
      assertEquals(17, read.summary().dropped());
    }
  }

  @Test
  void aFileThatEndsInsideAPacketIsReadUpToThere() throws Exception {
    for (byte[] whole : List.of(
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, 1, frames()),
        CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN, 1, frames()))) {
      Read read = Read.of(Arrays.copyOf(whole, whole.length - 10));
      assertEquals("hello ", read.client());
      assertTrue(read.summary().endsInside());
      assertEquals(List.of("The file ends in the middle of a packet."), read.summary().notes());
      byte[] zipped = gzip(whole);
      assertTrue(Read.of(Arrays.copyOf(zipped, zipped.length - 20)).summary().frames() <= 3);
    }
  }

  @Test
  void aFileThatIsDamagedIsReadUpToThere() throws Exception {
    byte[] pcap = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, 1, frames());
    int second = 24 + 16 + 54;
    pcap[second + 16 + 60 + 11] = 0x7F;
    Read read = Read.of(pcap);
    assertEquals("hello ", read.client());
    assertTrue(read.summary().damaged());
    assertEquals(
        List.of("The file is damaged at byte " + (second + 76) + " and was read up to there."),
        read.summary().notes());
    byte[] pcapng = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN, 1, frames());
    pcapng[pcapng.length - 1] = 1;
    assertTrue(Read.of(pcapng).summary().damaged());
  }

  @Test
  void timeInTheModifiedFormatOfKuznetsovHasItsLongerHeader() throws Exception {
    byte[] file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, PcapReader.MODIFIED, 1, frames());
    assertEquals("hello world", Read.of(file).client());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "-----BEGIN CERTIFICATE-----", "PK\3\4....", "<html>", "{\"a\": 1}", "GMBU....",
      "(\u00B5/\u00FD....", "\37\u008B", "\37\u008B\10\0\0\0\0\0\0\0\3", "just text"})
  void whatIsNoCaptureIsRefusedWithASentence(String text) {
    CaptureException refused = assertThrows(CaptureException.class, () -> Read.of(ascii(text)));
    assertTrue(refused.getMessage().matches("(This|The) [^\n]*\\."), refused.getMessage());
  }

  @Test
  void aZipArchiveIsSaidToBeOne() {
    CaptureException refused = assertThrows(CaptureException.class, () -> Read.of(ascii("PK\3\4....")));
    assertEquals(
        "This is no capture (pcap or pcapng) but a zip archive; unpack it first.", refused.getMessage());
  }

  @Test
  void anErrorOfTheDiskIsNoEndOfTheFile() {
    byte[] file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 1, frames());
    InputStream breaking = new InputStream() {
      private final InputStream good = new ByteArrayInputStream(file, 0, 100);

      @Override
      public int read() throws IOException {
        int next = good.read();
        if (next < 0) {
          throw new IOException("the disk is gone");
        }
        return next;
      }
    };
    assertThrows(
        IOException.class,
        () -> CaptureReader.read(breaking, -1, new Told(), CaptureProgress.NONE));
  }

  @Test
  void progressCountsTheFileAndItsFrames() throws Exception {
    List<Frame> many = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      many.add(Frame.of(packet(ACK, 100 + i * 200, "x".repeat(200)), TIME));
    }
    byte[] file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, PcapReader.MICROSECONDS, 1, many);
    List<String> calls = new ArrayList<>();
    CaptureReader.read(new ByteArrayInputStream(file), file.length, new Told(),
        (bytes, size, frames) -> calls.add(bytes + "/" + size + " " + (frames > 0)));
    assertEquals(file.length + "/" + file.length + " true", calls.get(calls.size() - 1));
    assertTrue(calls.size() >= 2, calls.toString());
  }
}
