package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** diagnose gathers the evidence itself: each server is what a device meets, and the answer is as from a capture. */
@Timeout(60)
class DiagnoseConnectTest {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir private Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  private LoopbackServer serverWith(IssuedCertificate certificate) {
    return LoopbackServer.tls(JsseServer.context(files.root(), certificate), false, LoopbackServer::drain);
  }

  /** C05: the engine that this client computes with is known, whatever its ClientHello looks like. */
  @Test
  void theEngineOfThisClientIsAFactOfTheDeviceWithoutAProfile() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      JsonNode swapped = document(diagnose(server, "--engine", "sce7:anchors=rom", "--json"));
      assertEquals(
          "sce-rom-operand-swap", swapped.at("/connections/0/findings/0/id").asText(), swapped::toPrettyString);
      assertEquals("proved", swapped.at("/connections/0/findings/0/confidence").asText());
      assertTrue(swapped.toString().contains("this client's engine: sce7:anchors=rom"), swapped::toPrettyString);
      JsonNode copied = document(diagnose(server, "--engine", "sce7:swap=copy,anchors=rom", "--json"));
      assertEquals("healthy", copied.get("verdict").asText(), copied::toPrettyString);
    }
  }

  /** C07: so is what it can't verify; and software in a Synergy profile can. */
  @Test
  void whatTheEngineOfThisClientLacksIsNotBlamedOnTheServer() throws IOException {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("P-384 Root").key(TestKey.Kind.EC_P384).selfSigned().writeTo(directory, "root");
    IssuedCertificate leaf = pki.server("localhost").issuedBy(root);
    try (LoopbackServer server =
        LoopbackServer.tls(JsseServer.context(root, leaf), false, LoopbackServer::drain)) {
      JsonNode beyond = document(diagnose(server, "--engine", "sce7", "--servername", "localhost", "--json"));
      assertEquals(
          "curve-unsupported-by-device", beyond.at("/connections/0/findings/0/id").asText(), beyond::toPrettyString);
      JsonNode software = document(diagnose(
          server, "--profile", "synergy-ssp2", "--engine", "software", "--servername", "localhost", "--json"));
      assertEquals("healthy", software.get("verdict").asText(), software::toPrettyString);
    }
  }

  @Test
  void aServerThatCantBeReachedIsADocumentToo() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Outcome outcome = Outcome.of("diagnose", "--connect", "localhost:" + port, "--json");
    assertEquals(3, outcome.status(), outcome::toString);
    JsonNode json = document(outcome);
    assertEquals("unusable", json.get("verdict").asText());
    assertEquals("capture-unusable", json.at("/connections/0/findings/0/id").asText());
    assertTrue(json.get("notes").toString().contains("refused the connection"), outcome::toString);
    assertTrue(outcome.err().contains("refused the connection"), outcome::toString);
  }

  private static JsonNode document(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.bytes());
  }

  private Outcome diagnose(LoopbackServer server, String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("diagnose", "--connect", server.address(), "--cafile", files.path("root.pem")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static String answer(Outcome outcome) throws IOException {
    return connection(outcome).get("findings").get(0).get("id").asText();
  }

  private static JsonNode connection(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.bytes()).get("connections").get(0);
  }

  /** What this client itself said of the connection; what else there is to note comes before. */
  private static String remarks(Outcome outcome) throws IOException {
    JsonNode notes = new ObjectMapper().readTree(outcome.bytes()).get("notes");
    return StreamSupport.stream(notes.spliterator(), false).map(JsonNode::asText)
        .dropWhile(note -> !note.startsWith("Made by this client (")).collect(Collectors.joining("\n"));
  }

  @Test
  void aGoodServerIsHealthyForThisClient() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome outcome = diagnose(server, "--json");
      assertEquals(0, outcome.status(), outcome::toString);
      assertEquals("healthy", answer(outcome));
      assertEquals("implied", connection(outcome).get("findings").get(0).get("confidence").asText());
      assertEquals("established", connection(outcome).get("stage").asText());
      assertTrue(remarks(outcome).contains("completed: TLS_"), outcome::toString);
      assertEquals("", outcome.err());
    }
  }

  @Test
  void aGoodServerIsHealthyForADevice() throws IOException {
    OpenSslPeer openSsl = Peers.openSsl();
    Peers.require(openSsl);
    try (RunningPeer server = openSsl.start(ServerSetup.with(files.server()))) {
      Outcome outcome = Outcome.of("diagnose", "--connect", "127.0.0.1:" + server.port(),
          "--cafile", files.path("root.pem"), "--profile", "synergy-ssp2", "--json");
      assertEquals(0, outcome.status(), outcome::toString);
      assertEquals("healthy", answer(outcome));
      assertTrue(connection(outcome).get("stack").asText().contains("NetX Secure"), outcome::toString);
      assertTrue(remarks(outcome).endsWith("\nAs the device: the device would have connected."), outcome::toString);
    }
  }

  /** The JDK's server signs with SHA-1 for NetX, which lists it first; this client only lists it to sound alike. */
  @Test
  void whereThisClientStopsAndTheDeviceWouldGoOnNobodyIsBlamed() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome outcome = diagnose(server, "--profile", "synergy-ssp2", "--json");
      assertEquals(0, outcome.status(), outcome::toString);
      JsonNode finding = connection(outcome).get("findings").get(0);
      assertEquals("healthy", finding.get("id").asText());
      assertEquals("suggested", finding.get("confidence").asText());
      assertTrue(remarks(outcome).contains("it only offers that to sound alike"), outcome::toString);
      assertTrue(remarks(outcome).endsWith("\nAs the device: the device would go on here."), outcome::toString);
    }
  }

  @Test
  void aRootThatIsNotTheServersIsTheCauseAndThisClientAgrees() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome outcome = diagnose(server, "--cafile", files.path("other-root.pem"), "--json");
      assertEquals(2, outcome.status(), "an option is given twice");
      outcome = Outcome.of(
          "diagnose", "--connect", server.address(), "--cafile", files.path("other-root.pem"), "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      assertEquals("trust-anchor-missing", answer(outcome));
      assertEquals("proved", connection(outcome).get("findings").get(0).get("confidence").asText());
      assertTrue(remarks(outcome).contains("we sent the alert unknown_ca"), outcome::toString);
    }
  }

  @Test
  void aCertificateThatHasExpiredIsTheCause() throws IOException {
    IssuedCertificate old = new TestPki().server("localhost").ip("127.0.0.1")
        .validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"))
        .issuedBy(files.root());
    try (LoopbackServer server = serverWith(old)) {
      for (String profile : List.of("none", "synergy-ssp2")) {
        Outcome outcome = diagnose(server, "--profile", profile, "--json");
        assertEquals(1, outcome.status(), outcome::toString);
        assertEquals("certificate-expired", answer(outcome), outcome::toString);
      }
    }
  }

  @Test
  void aCertificateForAnotherNameIsTheCauseByNameAndByAddress() throws IOException {
    IssuedCertificate named = new TestPki().server("mqtt.example").issuedBy(files.root());
    try (LoopbackServer server = serverWith(named)) {
      Outcome address = diagnose(server, "--json");
      assertEquals(1, address.status(), address::toString);
      assertEquals("hostname-mismatch", answer(address), address::toString);
      Outcome name = diagnose(server, "--servername", "mqtt.other.example", "--json");
      assertEquals("hostname-mismatch", answer(name), name::toString);
      assertEquals(0, diagnose(server, "--servername", "mqtt.example").status());
    }
  }

  @Test
  void theRootInRomUnderBigEndianIsProvedByWhatTheEngineIs() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome outcome = diagnose(server, "--profile", "synergy-ssp2", "--anchors-in", "rom", "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      JsonNode finding = connection(outcome).get("findings").get(0);
      assertEquals("sce-rom-operand-swap", finding.get("id").asText(), outcome::toString);
      assertEquals("proved", finding.get("confidence").asText());
      assertTrue(finding.get("evidence").toString().contains("anchors=rom"), outcome::toString);
      assertTrue(remarks(outcome).contains("0x117"), outcome::toString);
      Outcome little = diagnose(server, "--profile", "synergy-ssp2", "--engine", "sce7:endian=little,anchors=rom");
      assertEquals(0, little.status(), little::toString);
    }
  }

  @Test
  void aChainThatTheDeviceHasNoRoomForIsTheCause() throws IOException {
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome outcome = diagnose(server, "--profile", "synergy-ssp2:packet-buffer=512", "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(
          List.of("record-exceeds-buffer", "chain-too-large").contains(answer(outcome)), outcome::toString);
      assertTrue(remarks(outcome).contains("Over the device's limit"), outcome::toString);
    }
  }

  @Test
  void aServerThatWantsACertificateIsToldApart() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.tls(JsseServer.context(files.root(), files.server()), true, LoopbackServer::drain)) {
      Outcome outcome = diagnose(server, "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      assertEquals("client-certificate-missing", answer(outcome), outcome::toString);
      Outcome with = diagnose(server, "--cert", files.path("client.pem"), "--key", files.path("client.key"));
      assertEquals(0, with.status(), with::toString);
    }
  }

  @Test
  void theCaptureAndTheReportAreWrittenWithTheFramesThatTheFindingNames() throws IOException {
    Path pcap = directory.resolve("own.pcapng");
    Path report = directory.resolve("own.html");
    try (LoopbackServer server = serverWith(files.server())) {
      Outcome live = Outcome.of("diagnose", "--connect", server.address(), "--cafile", files.path("other-root.pem"),
          "--profile", "synergy-ssp2", "--pcap", pcap.toString(), "--report", report.toString(), "--json");
      assertEquals(1, live.status(), live::toString);
      Outcome again = Outcome.of("diagnose", pcap.toString(), "--cafile", files.path("other-root.pem"),
          "--profile", "synergy-ssp2", "--servername", "127.0.0.1", "--json");
      assertEquals(answer(live), answer(again));
      assertEquals(
          connection(live).get("findings").get(0).get("evidence").get(0).get("frame"),
          connection(again).get("findings").get(0).get("evidence").get(0).get("frame"));
    }
    String page = Files.readString(report);
    assertTrue(page.contains("profile synergy-ssp2") && page.contains("Side by side"), "the hello is compared");
    assertTrue(page.contains("class=\"moment device\""), "NetX writes its time into the random");
    assertTrue(page.contains("Made by this client"));
  }

  @Test
  void withMqttTheBrokersAnswerIsPartOfIt() throws IOException {
    for (ConnectReturnCode code : List.of(ConnectReturnCode.ACCEPTED, ConnectReturnCode.NOT_AUTHORIZED)) {
      try (LoopbackServer broker = LoopbackServer.tls(
          JsseServer.context(files.root(), files.server()), false, connection -> answer(connection, code))) {
        Outcome outcome = diagnose(broker, "--mqtt", "-i", "tank-7", "-u", "tank", "-P", PASSWORD, "--json");
        boolean accepted = code == ConnectReturnCode.ACCEPTED;
        assertEquals(accepted ? 0 : 1, outcome.status(), outcome::toString);
        assertEquals(accepted ? "healthy" : "connack-refused", answer(outcome), outcome::toString);
        assertFalse(outcome.toString().contains(PASSWORD), "the password is nobody's business");
      }
    }
  }

  @Test
  void whatIsThePasswordAsWellIsKeptOutOfTheEvidenceUnlessAskedFor() throws IOException {
    try (LoopbackServer broker = LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false,
        connection -> answer(connection, ConnectReturnCode.NOT_AUTHORIZED))) {
      String[] options = {"--mqtt", "-i", PASSWORD, "-u", "tank", "-P", PASSWORD, "--service", "google-bridge"};
      Outcome clean = diagnose(broker, options);
      assertEquals(1, clean.status(), clean::toString);
      assertTrue(clean.out().contains("the client id is '[withheld]'"), clean::toString);
      assertFalse(clean.toString().contains(PASSWORD), clean::toString);
      List<String> more = new ArrayList<>(List.of(options));
      more.add("--show-secrets");
      Outcome all = diagnose(broker, more.toArray(String[]::new));
      assertTrue(all.out().contains("the client id is '" + PASSWORD + "'"), all::toString);
    }
  }

  private static void answer(Socket connection, ConnectReturnCode code) throws IOException {
    InputStream in = connection.getInputStream();
    in.read(new byte[1024]);
    connection.getOutputStream().write(new ConnAck(false, code).encode());
    LoopbackServer.drain(connection);
  }

  @Test
  void aBrokerThatHangsUpOverConnectIsTheBrokersRefusal() throws IOException {
    try (LoopbackServer broker = LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false,
        connection -> connection.getInputStream().read(new byte[1024]))) {
      Outcome outcome = diagnose(broker, "--mqtt", "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      assertEquals("mqtt-refused-without-connack", answer(outcome), outcome::toString);
      assertTrue(remarks(outcome).contains("then the broker ended the connection"), outcome::toString);
    }
  }

  @Test
  void whatTheNetworkDoesBelowTlsIsTheNetworks() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Outcome refused = Outcome.of("diagnose", "--connect", "127.0.0.1:" + port, "--cafile", files.path("root.pem"));
    assertEquals(3, refused.status(), refused::toString);
    assertEquals("", refused.out());
    try (LoopbackServer mute = LoopbackServer.tcp(LoopbackServer::drain)) {
      Outcome silent = diagnose(mute, "--timeout", "2.5", "--json");
      assertEquals(3, silent.status(), silent::toString);
      assertEquals("handshake-timeout", answer(silent), silent::toString);
      assertTrue(silent.err().contains("did not finish the handshake within 2.5 s"), silent::toString);
    }
  }

  @Test
  void aPortThatSpeaksPlainMqttIsRecognised() throws IOException {
    try (LoopbackServer http = LoopbackServer.tcp(connection -> {
      connection.getInputStream().read(new byte[1024]);
      connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
    })) {
      Outcome outcome = diagnose(http, "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(List.of("tls-on-plain-port", "not-an-mqtt-endpoint").contains(answer(outcome)), outcome::toString);
    }
  }

  @Test
  void optionsThatContradictEachOtherAreToldApart() {
    assertUsage("two ways to the evidence", "x.pcap", "--connect", "localhost");
    assertUsage("nothing says what to diagnose");
    assertUsage("they go with --connect", "x.pcap", "--anchors-in", "rom");
    assertUsage("they go with --connect", "x.pcap", "--mqtt");
    assertUsage("add --mqtt", "--connect", "localhost", "-u", "me");
    assertUsage("are for captures", "--connect", "localhost", "--stream", "1");
    assertUsage("a port is 1 to 65535", "--connect", "localhost:0");
  }

  private static void assertUsage(String expected, String... more) {
    List<String> arguments = new ArrayList<>(List.of("diagnose"));
    arguments.addAll(List.of(more));
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertEquals(2, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains(expected), outcome::toString);
    assertEquals("", outcome.out());
  }
}
