package dev.plumbline.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.diagnose.device.DeviceConduct;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The capture in {@code examples/}, which README.md shows being diagnosed: a simulated board with a clock that nobody
 * set, and a server, both of our own, under made-up names and addresses. {@code -Dexamples.update=true} records it
 * anew.
 */
@Timeout(60)
class ExampleCaptureTest {
  private static final Path ROOT = Path.of("..");
  private static final Path CAPTURE = Path.of("examples", "board-cannot-connect.pcapng");
  private static final String HOST = "mqtt.lighthouse.example";
  /** Two thirds of a minute after a real-time clock began where its maker lets it begin. */
  private static final Instant UNSET = Instant.parse("2016-01-01T00:00:41Z");
  private static final InetSocketAddress BOARD = new InetSocketAddress("192.0.2.17", 49_153);
  private static final InetSocketAddress BROKER = new InetSocketAddress("198.51.100.20", 8883);

  @Test
  void isDiagnosedAsTheReadmeShows() throws Exception {
    if (Boolean.getBoolean("examples.update")) {
      record(ROOT.resolve(CAPTURE));
    }
    Outcome diagnosis = Outcome.of("diagnose", ROOT.resolve(CAPTURE).toString());
    assertEquals(1, diagnosis.status(), diagnosis::toString);
    assertTrue(diagnosis.out().contains("device-clock-wrong, C35. proved"), diagnosis::toString);
    assertEquals(diagnosis.out().strip(), shown("$ ./plumbline diagnose " + CAPTURE).strip());
  }

  /** The indented lines of the README after a command. */
  private static String shown(String command) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
    int at = lines.indexOf("    " + command);
    assertTrue(at >= 0, () -> "README.md does not show " + command);
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(at + 1, lines.size())) {
      if (!line.isEmpty() && !line.startsWith("    ")) {
        break;
      }
      text.append(line.isEmpty() ? "" : line.substring(4)).append('\n');
    }
    return text.toString();
  }

  @Test
  void carriesNoSecrets() throws IOException {
    byte[] capture = Files.readAllBytes(ROOT.resolve(CAPTURE));
    assertFalse(new String(capture, StandardCharsets.ISO_8859_1).contains("CLIENT_RANDOM"));
    assertTrue(capture.length < 5000, () -> capture.length + " bytes");
  }

  private static void record(Path file) throws Exception {
    TestPki pki = new TestPki();
    Instant from = Instant.parse("2026-09-01T00:00:00Z");
    Instant until = Instant.parse("2027-09-01T00:00:00Z");
    IssuedCertificate root = pki.ca("Lighthouse Root CA").validity(from, until.plusSeconds(9 * 365 * 86_400L))
        .selfSigned();
    IssuedCertificate leaf = pki.server(HOST).validity(from, until).issuedBy(root);
    DeviceProfile board = Profiles.byName("synergy-ssp2");
    try (SSLServerSocket server = broker(root, leaf);
        CryptoEngine engine = board.engine().spec().open(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(root.der())), MemoryRegion.RAM);
        PcapngWriter capture = PcapngWriter.create(file);
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      TlsClientConfig.Builder config =
          TlsClientConfig.builder(engine, anchors).serverName(HOST).clock(InstantSource.fixed(UNSET));
      DeviceConduct.apply(board, config, engine.profile(), List.of(ParsedCertificate.parse(root.der())));
      try (TlsConnection connection = new TlsConnection(socket, config.build(), capture.connection(BOARD, BROKER))) {
        connection.handshake();
        throw new AssertionError("the board connected");
      } catch (IOException refused) {
        // As it must.
      }
    }
  }

  private static SSLServerSocket broker(IssuedCertificate root, IssuedCertificate leaf) throws IOException {
    SSLServerSocket server = (SSLServerSocket) JsseServer.context(root, leaf).getServerSocketFactory()
        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    parameters.setCipherSuites(new String[] {DemoBroker.SUITE});
    parameters.setAlgorithmConstraints(new StrongSignatures());
    server.setSSLParameters(parameters);
    Thread thread = new Thread(() -> serve(server), "example-broker");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void serve(SSLServerSocket server) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
    } catch (IOException theBoardLeaves) {
      // As it must.
    }
  }
}
