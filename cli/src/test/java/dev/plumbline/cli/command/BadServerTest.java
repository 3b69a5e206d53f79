package dev.plumbline.cli.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.HandshakeDocument;
import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are not what they should be: the exit status, one sentence, and an end. */
@Timeout(60)
class BadServerTest {
  private static final byte[] HALF_A_RECORD = HexFormat.of().parseHex("16030300500200004c0303");

  @TempDir Path directory;

  private record Bad(String name, int status, String says, LoopbackServer.Script script) {}

  static Stream<Arguments> servers() {
    return Stream.of(
        new Bad("plain text", 1, "does not speak TLS", connection -> {
          connection.getOutputStream().write("220 mail.example.com ESMTP\r\n".getBytes(US_ASCII));
          LoopbackServer.drain(connection);
        }),
        new Bad("an HTTP server", 1, "does not speak TLS", connection -> {
          connection.getInputStream().read();
          connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        }),
        new Bad("garbage", 1, "127.0.0.1", connection -> {
          byte[] garbage = new byte[4096];
          new Random(1).nextBytes(garbage);
          connection.getOutputStream().write(garbage);
          LoopbackServer.drain(connection);
        }),
        new Bad("a fatal alert", 1, "handshake_failure", connection -> {
          connection.getInputStream().read();
          connection.getOutputStream().write(HexFormat.of().parseHex("15030300020228"));
          LoopbackServer.drain(connection);
        }),
        new Bad("closing at once", 1, "closed the connection", connection -> {
          connection.getInputStream().read(new byte[512]);
        }),
        new Bad("half a record, then the end", 1, "closed the connection", connection -> {
          connection.getInputStream().read(new byte[512]);
          connection.getOutputStream().write(HALF_A_RECORD);
        }),
        new Bad("a reset", 3, "reset", connection -> {
          connection.getInputStream().read();
          connection.setSoLinger(true, 0);
        }),
        new Bad("silence", 3, "within 0.7 s", LoopbackServer::drain),
        new Bad("half a record, then silence", 3, "within 0.7 s", connection -> {
          connection.getOutputStream().write(HALF_A_RECORD);
          LoopbackServer.drain(connection);
        }),
        new Bad("a byte now and then", 3, "within 0.7 s", BadServerTest::trickle))
        .map(bad -> Arguments.of(bad.name(), bad));
  }

  /** Each byte comes in time, but the handshake never ends. */
  private static void trickle(Socket connection) throws IOException, InterruptedException {
    byte[] record = new byte[16000];
    System.arraycopy(HexFormat.of().parseHex("1603033e00020000ff"), 0, record, 0, 9);
    for (byte each : record) {
      connection.getOutputStream().write(each);
      Thread.sleep(20);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void handshakeEndsWithStatusAndOneSentence(String name, Bad bad) {
    TestFiles files = TestFiles.in(directory);
    try (LoopbackServer server = LoopbackServer.tcp(bad.script())) {
      Outcome outcome = Outcome.of(
          "handshake", server.address(), "--cafile", files.path("root.pem"), "--timeout", "0.7");
      assertOneSentence(outcome, bad.status(), bad.says());
      assertTrue(outcome.err().startsWith("plumbline handshake: "), outcome::toString);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void handshakePrintsItsDocumentWhateverEndsIt(String name, Bad bad) {
    TestFiles files = TestFiles.in(directory);
    try (LoopbackServer server = LoopbackServer.tcp(bad.script())) {
      assertDocument(
          Outcome.of("handshake", server.address(), "--cafile", files.path("root.pem"), "--timeout", "0.7", "--json"),
          bad.status());
    }
  }

  private static void assertDocument(Outcome outcome, int status) {
    assertEquals(status, outcome.status(), outcome::toString);
    HandshakeDocument document = HandshakeDocument.of(outcome);
    assertEquals("plumbline.handshake/1", document.text("schema"));
    assertEquals(status == 3 ? "network-failed" : "failed", document.text("result"), outcome::toString);
    if (status == 3) {
      assertTrue(document.root().get("alert").isNull(), outcome::toString);
      assertEquals("network-failed", document.root().get("fault").get("id").asText());
      assertTrue(outcome.err().contains(document.root().get("fault").get("sentence").asText()), outcome::toString);
    }
    assertTrue(document.root().has("steps") && document.root().has("device"), outcome::toString);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void pubEndsWithStatusAndOneSentence(String name, Bad bad) {
    TestFiles files = TestFiles.in(directory);
    try (LoopbackServer server = LoopbackServer.tcp(bad.script())) {
      Outcome outcome = Outcome.of("pub", "-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-t", "t", "-m", "m",
          "--cafile", files.path("root.pem"), "--timeout", "0.7");
      assertOneSentence(outcome, bad.status(), bad.says());
    }
  }

  @Test
  void refusedConnectionIsANetworkFailure() throws IOException {
    int port;
    try (LoopbackServer closed = LoopbackServer.tcp(LoopbackServer::drain)) {
      port = closed.port();
    }
    assertOneSentence(Outcome.of("handshake", "127.0.0.1:" + port), 3, "refused");
    assertDocument(Outcome.of("handshake", "127.0.0.1:" + port, "--json"), 3);
    assertDocument(Outcome.of("handshake", "127.0.0.1:" + port, "--json", "--resume"), 3);
    assertOneSentence(Outcome.of("sub", "-p", String.valueOf(port), "-t", "t"), 3, "refused");
  }

  @Test
  void unknownHostIsANetworkFailure() {
    assertOneSentence(Outcome.of("handshake", "no-such-host.invalid:8883"), 3, "is not known");
    assertOneSentence(Outcome.of("pub", "-h", "no-such-host.invalid", "-t", "t", "-m", "m"), 3, "is not known");
  }

  static void assertOneSentence(Outcome outcome, int status, String says) {
    assertEquals(status, outcome.status(), outcome::toString);
    assertEquals(1, outcome.errLines().size(), outcome::toString);
    assertTrue(outcome.err().contains(says), outcome::toString);
    assertTrue(outcome.err().stripTrailing().endsWith("."), outcome::toString);
    assertTrue(!outcome.err().contains("Exception") && !outcome.err().contains("fault of Plumbline"),
        outcome::toString);
  }
}
