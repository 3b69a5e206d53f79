package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.peer.Tshark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PcapngWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456789Z");

  /** CONNECT of MQTT 3.1.1 with client identifier "plumbline", and its CONNACK. */
  private static final byte[] CONNECT = HexFormat.of().parseHex("101500044d51545404020000" + "0009706c756d626c696e65");

  private static final byte[] CONNACK = {0x20, 2, 0, 0};

  @TempDir private Path directory;

  @Test
  void writesBlocksAsTheFormatHasThem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(out, InstantSource.fixed(NOW));
    Tap tap = writer.connection(address("192.0.2.1", 50000), address("192.0.2.2", 8883));
    writer.clientRandom(new byte[32], new byte[48]);
    tap.sent(new byte[] {9, 1, 2, 3, 9}, 1, 3);
    writer.close();
    CaptureReader capture = new CaptureReader(out.toByteArray());
    assertEquals(List.of(0x0A0D0D0A, 1, 6, 6, 6, 10, 6, 6), capture.types);
    String line = "CLIENT_RANDOM " + "00".repeat(32) + " " + "00".repeat(48) + "\n";
    assertEquals(List.of(line), capture.secrets);
    long nanos = NOW.getEpochSecond() * 1_000_000_000L + NOW.getNano();
    assertTrue(capture.packets.stream().allMatch(packet -> packet.nanos() == nanos));
    byte[] packet = capture.packets.get(3).bytes();
    assertEquals("4500002b000240004006", HexFormat.of().formatHex(packet, 0, 10));
    String addressesAndTcp = "c0000201c0000202" + "c35022b3" + "00000001" + "00000001" + "5018ffff";
    assertEquals(addressesAndTcp, HexFormat.of().formatHex(packet, 12, 36));
    assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOfRange(packet, 40, 43));
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.2, 1460", "2001:db8::1, 2001:db8::2, 1440", "192.0.2.1, 2001:db8::2, 1440"})
  void cutsStreamsIntoSegmentsThatFitAFrame(String local, String remote, int mss) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] sent = new byte[10_000];
    new Random(1).nextBytes(sent);
    try (PcapngWriter writer = new PcapngWriter(out, InstantSource.fixed(NOW))) {
      Tap tap = writer.connection(address(local, 50000), address(remote, 8883));
      tap.sent(sent, 0, sent.length);
      tap.received(sent, 0, 1);
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int header = 1500 - mss;
    for (CaptureReader.Packet packet : new CaptureReader(out.toByteArray()).packets) {
      assertTrue(packet.bytes().length <= 1500);
      boolean ours = ByteBuffer.wrap(packet.bytes()).getShort(header - 20) == (short) 50000;
      boolean syn = (packet.bytes()[header - 7] & 2) != 0;
      if (ours && !syn) {
        stream.write(packet.bytes(), header, packet.bytes().length - header);
      }
    }
    assertArrayEquals(sent, stream.toByteArray());
  }

  @Test
  void writesNothingAfterTheEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(out, InstantSource.fixed(NOW));
    Tap tap = writer.connection(address("192.0.2.1", 50000), address("192.0.2.2", 8883));
    tap.sentEnd();
    tap.sentEnd();
    tap.sent(CONNECT, 0, CONNECT.length);
    tap.receivedReset();
    tap.receivedReset();
    tap.receivedEnd();
    tap.received(CONNACK, 0, CONNACK.length);
    assertEquals(3 + 2 + 1, new CaptureReader(out.toByteArray()).packets.size());
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8::1, 2001:db8::2", "192.0.2.1, 2001:db8::2"})
  void writesConnectionsThatTsharkFindsNothingWrongWith(String local, String remote) throws Exception {
    Tshark.require();
    Path file = directory.resolve("x.pcapng");
    byte[] large = new byte[300_000];
    try (PcapngWriter writer = PcapngWriter.create(file)) {
      Tap tap = writer.connection(address(local, 50000), address(remote, 1883));
      tap.sent(CONNECT, 0, CONNECT.length);
      tap.received(CONNACK, 0, CONNACK.length);
      Tap other = writer.connection(address(local, 50001), address(remote, 7));
      other.sent(large, 0, large.length);
      other.received(large, 0, large.length);
      other.receivedReset();
      tap.sentEnd();
      tap.receivedEnd();
    }
    assertEquals(
        List.of("1\tplumbline", "2\t"), fields(file, "-Y", "mqtt", "-e", "mqtt.msgtype", "-e", "mqtt.clientid"));
    List<String> statuses =
        fields(
            file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
            "-e", "ip.checksum.status", "-e", "tcp.checksum.status");
    String good = local.contains(":") || remote.contains(":") ? "\t1" : "1\t1";
    assertFalse(statuses.isEmpty());
    assertTrue(statuses.stream().allMatch(good::equals), statuses.toString());
    assertEquals(List.of(), Tshark.read(file, "-Y", "tcp.analysis.flags || _ws.malformed"));
    assertEquals(3, Tshark.read(file, "-Y", "tcp.flags.fin == 1 || tcp.flags.reset == 1").size());
  }

  @Test
  void createsTheFileForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("x.pcapng");
    PcapngWriter.create(file).close();
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    assertThrows(IOException.class, () -> PcapngWriter.create(directory.resolve("missing/x.pcapng")));
  }

  @Test
  void tellsTheErrorThatStoppedItAndDisturbsNobody() {
    IOException full = new IOException("no space");
    PcapngWriter writer =
        new PcapngWriter(
            new OutputStream() {
              private int left = 100;

              @Override
              public void write(int b) throws IOException {
                if (left-- <= 0) {
                  throw full;
                }
              }
            },
            InstantSource.fixed(NOW));
    assertTrue(writer.wants());
    Tap tap = writer.connection(address("192.0.2.1", 1), address("192.0.2.2", 2));
    tap.sent(CONNECT, 0, CONNECT.length);
    tap.receivedEnd();
    assertFalse(writer.wants());
    assertEquals(full, writer.failure().orElseThrow());
    assertEquals(full, assertThrows(IOException.class, writer::close));
  }

  @Test
  void keepsSilentWhenClosed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(out, InstantSource.fixed(NOW));
    Tap tap = writer.connection(address("192.0.2.1", 1), address("192.0.2.2", 2));
    writer.close();
    int length = out.size();
    tap.sent(CONNECT, 0, CONNECT.length);
    writer.clientRandom(new byte[32], new byte[48]);
    writer.close();
    assertEquals(length, out.size());
    assertFalse(new String(out.toByteArray(), StandardCharsets.ISO_8859_1).contains("CLIENT_RANDOM"));
  }

  private static List<String> fields(Path capture, String... arguments) throws Exception {
    String[] command = Arrays.copyOf(arguments, arguments.length + 2);
    command[arguments.length] = "-T";
    command[arguments.length + 1] = "fields";
    return Tshark.read(capture, command);
  }

  private static InetSocketAddress address(String literal, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), port);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
