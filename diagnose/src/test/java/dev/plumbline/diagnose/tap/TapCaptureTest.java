package dev.plumbline.diagnose.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.testing.Broker;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Tshark;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a tap writes, as Wireshark reads it. */
@Timeout(60)
final class TapCaptureTest {
  @TempDir private Path directory;

  @BeforeAll
  static void requireTshark() {
    Tshark.require();
  }

  private RunningTap tap(int port, PcapngWriter capture) throws IOException {
    return new RunningTap(RunningTap.settings("127.0.0.1", port, 10, RunningTap.NONE), Optional.of(capture));
  }

  @Test
  void flowsPointAtThePacketsOfTheCapture() throws Exception {
    Path file = directory.resolve("tap.pcapng");
    byte[] much = new byte[100_000];
    new Random(5).nextBytes(much);
    try (Broker broker = Broker.echo()) {
      PcapngWriter capture = PcapngWriter.create(file);
      try (RunningTap tap = tap(broker.port(), capture)) {
        for (int i = 0; i < 2; i++) {
          try (Socket device = tap.device()) {
            device.getOutputStream().write(much);
            assertArrayEquals(much, device.getInputStream().readNBytes(much.length));
          }
        }
        tap.ended(2);
        capture.close();
        List<String> wireshark = Tshark.read(file, "-T", "fields", "-E", "separator=,", "-e", "tcp.stream", "-e",
            "tcp.srcport", "-e", "tcp.payload", "-o", "tcp.desegment_tcp_streams:false");
        for (HeardFlows.Flow flow : tap.flows.all()) {
          assertArrayEquals(much, flow.bytes(Side.SERVER));
          for (HeardFlows.Piece piece : flow.pieces()) {
            int port = piece.from() == Side.CLIENT ? flow.client.port() : flow.server.port();
            assertEquals(flow.stream + "," + port + "," + HexFormat.of().formatHex(piece.bytes()),
                wireshark.get((int) piece.where().frame() - 1));
            assertEquals(40, piece.where().offset());
          }
          for (HeardFlows.Sign sign : flow.signs()) {
            assertTrue(wireshark.get((int) sign.where().frame() - 1).startsWith(flow.stream + ","));
          }
        }
      }
      assertEquals(List.of(), Tshark.read(file, "-Y",
          "tcp.analysis.lost_segment || tcp.analysis.retransmission || tcp.checksum.status == 0 || _ws.malformed",
          "-o", "tcp.check_checksum:true"));
    }
  }

  @Test
  void capturesResetsOfEitherSideAndRefusals() throws Exception {
    Path file = directory.resolve("tap.pcapng");
    PcapngWriter capture = PcapngWriter.create(file);
    int port = Broker.silentPort();
    try (RunningTap tap = tap(port, capture)) {
      try (Socket refused = tap.device()) {
        assertThrows(SocketException.class, () -> refused.getInputStream().read());
      }
      ServerSocket late = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"));
      try (Broker broker = Broker.on(late, TapCaptureTest::resetAfterZero)) {
        for (int word = 0; word < 2; word++) {
          Socket device = tap.device();
          device.getOutputStream().write(word);
          if (word == 0) {
            assertThrows(SocketException.class, () -> device.getInputStream().read());
          } else {
            device.getInputStream().read();
            device.setSoLinger(true, 0);
          }
          device.close();
          tap.ended(2 + word);
        }
        assertEquals(port, broker.port());
      }
    }
    capture.close();
    List<String> resets = Tshark.read(file, "-Y", "tcp.flags.reset == 1", "-T", "fields", "-e", "tcp.stream", "-e",
        "tcp.srcport");
    assertEquals(3, resets.size(), resets::toString);
    assertEquals("0\t" + port, resets.get(0));
    assertEquals("1\t" + port, resets.get(1));
    assertTrue(resets.get(2).startsWith("2\t") && !resets.get(2).endsWith("\t" + port), resets::toString);
  }

  private static void resetAfterZero(Socket connection) throws IOException {
    if (connection.getInputStream().read() == 0) {
      connection.setSoLinger(true, 0);
    } else {
      connection.getOutputStream().write(1);
      connection.getInputStream().read();
    }
  }

  @Test
  void tlsStaysEndToEnd() throws Exception {
    Path file = directory.resolve("tap.pcapng");
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Test Root").selfSigned();
    IssuedCertificate server = pki.server("broker.example.com").issuedBy(root);
    ServerSocket tls =
        JsseServer.context(root, server).getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    PcapngWriter capture = PcapngWriter.create(file);
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    try (Broker broker = Broker.on(tls, connection -> connection.getOutputStream().write(hello));
        RunningTap tap = tap(broker.port(), capture);
        CryptoEngine engine = Engines.software(Engines.systemEntropy());
        TrustAnchors anchors =
            TrustAnchors.of(engine, List.of(ParsedCertificate.parse(root.der())), MemoryRegion.RAM)) {
      TlsClientConfig config = TlsClientConfig.builder(engine, anchors).serverName("broker.example.com").build();
      try (TlsConnection device = new TlsConnection(tap.device(), config)) {
        assertArrayEquals(hello, device.input().readAllBytes());
      }
      tap.ended(1);
    }
    capture.close();
    List<String> messages = Tshark.read(file, "-d", "tcp.port==" + tls.getLocalPort() + ",tls", "-Y", "tls.handshake",
        "-T", "fields", "-e", "tls.handshake.type");
    List<String> types =
        messages.stream().flatMap(line -> Arrays.stream(line.split(","))).filter(type -> !type.isEmpty()).toList();
    assertEquals(List.of("1", "2", "11", "12", "14", "16"), types.subList(0, 6));
  }
}
