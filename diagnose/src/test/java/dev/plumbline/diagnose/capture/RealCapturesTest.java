package dev.plumbline.diagnose.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Told;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.io.Tap;
import dev.plumbline.tls.testing.peer.Tshark;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures of real stacks, and ours, read as Wireshark reads them. */
class RealCapturesTest {
  private static final byte[] HELLO_RECORD = {22, 3};

  @Test
  void everyCaptureIsReadToItsEnd() throws Exception {
    List<Path> captures = RealCaptures.all();
    for (Path capture : captures) {
      Read read = Read.of(Files.readAllBytes(capture));
      CaptureSummary summary = read.summary();
      assertTrue(summary.frames() > 0 && summary.frames() == summary.counts().tcp(), capture + ": " + summary);
      assertEquals(summary.connections(), read.told().flows.size());
      assertFalse(summary.endsInside() || summary.damaged(), capture.toString());
      assertEquals(List.of(), summary.notes(), capture.toString());
    }
    assertTrue(captures.size() >= 60, captures.size() + " captures");
  }

  @Test
  void onlyOneCaptureIsCutAndOnlyOneOneSided() throws Exception {
    for (Path capture : RealCaptures.all()) {
      Read read = Read.of(Files.readAllBytes(capture));
      String name = capture.getParent().getFileName().toString();
      boolean missing = read.told().flows.values().stream().anyMatch(each -> each.quality.missingBytes() > 0);
      boolean oneSided = read.told().flows.values().stream().allMatch(each -> each.quality.oneSided());
      assertEquals(name.equals("capture-snaplen-96"), read.summary().cutFrames() > 0, name);
      assertEquals(name.equals("capture-server-side-only"), oneSided, name);
      assertEquals(name.equals("capture-snaplen-96") || oneSided, missing, name);
    }
  }

  @Test
  void theOneSidedCaptureTellsWhereTheClientSpokeAndHowMuch() throws Exception {
    Told.Flow flow =
        Read.of(Files.readAllBytes(RealCaptures.named("capture-server-side-only"))).told().only();
    assertEquals(List.of("SERVER SYN_ACK", "CLIENT missing 147", "SERVER data 785"), flow.events.subList(0, 3));
    assertEquals(8883, flow.server.port());
  }

  @Test
  void offsetsAreThoseOfTheFrame() throws Exception {
    byte[] file = Files.readAllBytes(RealCaptures.named("netx-ecdsa-healthy"));
    Told.Flow flow = Read.of(file).told().only();
    assertEquals("Stretch[frame=4, offset=66, nanos=1795198120191007000]", flow.stretches.get(0).toString());
    int frame = 24;
    for (int i = 1; i < 4; i++) {
      frame += 16 + (file[frame + 8] & 0xFF);
    }
    int at = frame + 16 + flow.stretches.get(0).offset();
    assertEquals(HELLO_RECORD[0] + " " + HELLO_RECORD[1], file[at] + " " + file[at + 1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "netx-ecdsa-healthy", "mosquitto-same-client-id", "capture-snaplen-96", "netx-two-runs-no-sni-then-ok",
      "mosquitto-pub-plain-on-tls-port", "bearssl-retained-message-too-large", "jsse-chain-too-large",
      "netx-same-random-twice", "openssl-tunnel-without-connect", "mbedtls-split-handshake"})
  void streamsAndPayloadAreThoseThatTsharkSees(String name) throws Exception {
    Tshark.require();
    Path capture = RealCaptures.named(name);
    Map<String, Long> seen = new TreeMap<>();
    // What tshark takes for sent once more was told before.
    String once = "tcp && !tcp.analysis.retransmission && !tcp.analysis.fast_retransmission"
        + " && !tcp.analysis.spurious_retransmission && !tcp.analysis.keep_alive";
    for (String line : Tshark.read(capture, "-Y", once, "-T", "fields", "-E", "separator= ",
        "-e", "tcp.stream", "-e", "tcp.srcport", "-e", "tcp.dstport", "-e", "tcp.len")) {
      String[] fields = line.split(" ");
      seen.merge(fields[0] + " " + fields[1] + ">" + fields[2], Long.parseLong(fields[3]), Long::sum);
    }
    Map<String, Long> told = new TreeMap<>();
    Read.of(Files.readAllBytes(capture)).told().flows.forEach((number, flow) -> {
      told.put(number + " " + ports(flow.client, flow.server), sent(flow, Side.CLIENT));
      told.put(number + " " + ports(flow.server, flow.client), sent(flow, Side.SERVER));
    });
    assertEquals(seen, told);
  }

  private static String ports(Endpoint from, Endpoint to) {
    return from.port() + ">" + to.port();
  }

  private static long sent(Told.Flow flow, Side side) {
    return flow.bytes(side).length + flow.missing(side);
  }

  @Test
  void whatOurOwnWriterWritesIsReadBack() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] sent = new byte[5000];
    Arrays.fill(sent, (byte) 'q');
    try (PcapngWriter writer = new PcapngWriter(file, InstantSource.system())) {
      InetAddress here = InetAddress.getByName("2001:db8::1");
      InetAddress there = InetAddress.getByName("2001:db8::7");
      writer.clientRandom(new byte[32], new byte[48]);
      Tap tap = writer.connection(new InetSocketAddress(here, 4711), new InetSocketAddress(there, 8883));
      tap.sent(sent, 0, sent.length);
      tap.received(sent, 0, 7);
      tap.sentEnd();
    }
    Read read = Read.of(file.toByteArray());
    assertEquals("q".repeat(5000), read.client());
    assertEquals("qqqqqqq", read.server());
    assertEquals(4711, read.told().only().client.port());
    assertTrue(read.told().only().opening);
    assertEquals(1, read.told().secrets.size());
    assertEquals(List.of(), read.summary().notes());
  }
}
