package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HandshakeCommandTest {
  private static final Pattern SECRET = Pattern.compile(" master_secret [0-9a-f]{96}\n");

  @TempDir Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  private LoopbackServer server(IssuedCertificate identity) {
    return LoopbackServer.tls(JsseServer.context(files.root(), identity), false, LoopbackServer::drain);
  }

  private Outcome handshake(LoopbackServer server, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("handshake", server.address(), "--cafile", files.path("root.pem")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.bytes());
  }

  @Test
  void aReportShowsTheLadderTheBytesTheChainAndTheVerdict() throws IOException {
    Path page = directory.resolve("handshake.html");
    try (LoopbackServer server = server(files.server())) {
      Outcome good = handshake(server, "--report", page.toString());
      assertEquals(0, good.status(), good::toString);
      assertEquals("The report is in " + page + ".", good.errLines().get(0));
      String healthy = Files.readString(page);
      for (String part : List.of("id=\"c0-ladder\"", "id=\"c0-bytes\"", "id=\"c0-chain\"", "TLS completed.",
          "Made by this client (engine software", "completed: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
        assertTrue(healthy.contains(part), part);
      }
      Outcome again = handshake(server, "--resume", "--report", page.toString());
      assertEquals(0, again.status(), again::toString);
      assertTrue(Files.readString(page).contains("resumed"), "it is about the second connection");
      Path pcap = directory.resolve("bad.pcapng");
      Outcome bad = Outcome.of("handshake", server.address(), "--cafile", files.path("other-root.pem"),
          "--report", page.toString(), "--pcap", pcap.toString(), "--json");
      assertEquals(1, bad.status(), bad::toString);
      assertTrue(Files.readString(page).contains("trust-anchor-missing"), "the cause is in the report");
      assertEquals(1, Outcome.of("diagnose", pcap.toString()).status(), "and the capture is whole");
    }
  }

  @Test
  void tellsEachMessageAndTheVerdict() {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = handshake(server);
      assertEquals(0, outcome.status(), outcome::toString);
      List<String> messages = outcome.out().lines().filter(line -> line.matches("[→←] .*"))
          .map(line -> line.split(" {2}")[0]).toList();
      assertEquals(List.of("→ ClientHello", "← ServerHello", "← Certificate", "← ServerKeyExchange",
          "← ServerHelloDone", "→ ClientKeyExchange", "→ ChangeCipherSpec", "→ Finished", "← NewSessionTicket",
          "← ChangeCipherSpec", "← Finished"), messages);
      assertTrue(outcome.out().contains("[RFC 8422 §5.4]"), outcome::toString);
      String verdict = outcome.out().lines().reduce((first, second) -> second).orElseThrow();
      assertTrue(verdict.startsWith("completed: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"), verdict);
      assertEquals("", outcome.err());
    }
  }

  @Test
  void jsonHasExactlyTheFixedFieldsWhenCompleted() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = handshake(server, "--json");
      assertEquals(0, outcome.status(), outcome::toString);
      JsonNode json = json(outcome);
      assertEquals(List.of("schema", "result", "suite", "group", "signatureScheme", "resumed", "extendedMasterSecret",
          "alert", "fault", "chain", "bytesIn", "bytesOut", "steps", "device"), names(json));
      assertEquals("plumbline.handshake/1", json.get("schema").asText());
      assertEquals("completed", json.get("result").asText());
      assertEquals("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", json.get("suite").asText());
      assertEquals("ecdsa_secp256r1_sha256", json.get("signatureScheme").asText());
      assertFalse(json.get("resumed").asBoolean(true));
      assertTrue(json.get("extendedMasterSecret").asBoolean(false));
      assertTrue(json.get("alert").isNull() && json.get("fault").isNull());
      JsonNode leaf = json.get("chain").get(0);
      assertEquals(
          List.of("subject", "issuer", "notBefore", "notAfter", "keyType", "keyBits", "signature"), names(leaf));
      assertEquals("CN=Test Root", leaf.get("issuer").asText());
      assertEquals("2020-01-01T00:00:00Z", leaf.get("notBefore").asText());
      assertEquals(256, leaf.get("keyBits").asInt());
      assertTrue(json.get("bytesIn").asLong() > 500 && json.get("bytesOut").asLong() > 100);
      JsonNode step = json.get("steps").get(0);
      assertEquals(List.of("message", "direction", "bytes", "decisions"), names(step));
      assertEquals("ClientHello", step.get("message").asText());
    }
  }

  @Test
  void jsonNamesAlertAndFaultWhenFailed() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = Outcome.of(
          "handshake", server.address(), "--json", "--cafile", files.path("other-root.pem"));
      assertEquals(1, outcome.status(), outcome::toString);
      JsonNode json = json(outcome);
      assertEquals("failed", json.get("result").asText());
      assertEquals(List.of("direction", "level", "description"), names(json.get("alert")));
      assertEquals("sent", json.get("alert").get("direction").asText());
      assertEquals("fatal", json.get("alert").get("level").asText());
      assertEquals("unknown_ca", json.get("alert").get("description").asText());
      assertEquals(List.of("id", "clause", "sentence"), names(json.get("fault")));
      assertEquals("certificate-issuer-unknown", json.get("fault").get("id").asText());
      assertTrue(json.get("bytesOut").asLong() > 0);
    }
  }

  @Test
  void jsonOfAnAlertThatCameHasNoFault() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.tls(JsseServer.context(files.root(), files.server()), true, LoopbackServer::drain)) {
      Outcome outcome = handshake(server, "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      JsonNode json = json(outcome);
      assertEquals("received", json.get("alert").get("direction").asText());
      assertTrue(json.get("fault").isNull());
      assertTrue(outcome.err().contains("--cert"), outcome::toString);
    }
  }

  @Test
  void reportsTheSecondConnectionWhichResumes() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      JsonNode json = json(handshake(server, "--resume", "--json"));
      assertTrue(json.get("resumed").asBoolean(false), json::toString);
      assertTrue(json.get("group").isNull());
      Outcome text = handshake(server, "--resume");
      assertTrue(text.out().contains(", resumed, "), text::toString);
    }
  }

  @Test
  void refusesAWrongName() {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = handshake(server, "--servername", "example.com");
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.err().contains("not for example.com") && outcome.err().contains("--servername"),
          outcome::toString);
    }
  }

  @Test
  void refusesAnExpiredCertificate() {
    IssuedCertificate expired = new TestPki().server("127.0.0.1")
        .validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")).issuedBy(files.root());
    try (LoopbackServer server = server(expired)) {
      Outcome outcome = handshake(server);
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.err().contains("2021-01-01") && outcome.err().contains("clock"), outcome::toString);
    }
  }

  @Test
  void authenticatesWithACertificateAndItsKey() {
    try (LoopbackServer server =
        LoopbackServer.tls(JsseServer.context(files.root(), files.server()), true, LoopbackServer::drain)) {
      for (String key : List.of("client.key", "client-traditional.key")) {
        Outcome outcome = handshake(server, "--cert", files.path("client.pem"), "--key", files.path(key));
        assertEquals(0, outcome.status(), outcome::toString);
        assertTrue(outcome.out().contains("→ CertificateVerify"), outcome::toString);
      }
    }
  }

  @Test
  void offersWhatItIsToldTo() {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = handshake(
          server, "--suites", "ECDHE-ECDSA-AES128-GCM-SHA256", "--groups", "prime256v1", "--no-ems");
      assertEquals(0, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("secp256r1"), outcome::toString);
      assertTrue(outcome.out().contains("no extended master secret"), outcome::toString);
      assertFalse(outcome.out().contains("TLS_ECDHE_RSA"), outcome::toString);
      assertEquals(0, handshake(server, "--suites", "0xC02B:c02f", "--groups", "0017").status());
    }
  }

  @Test
  void tracesWithoutSecretsUnlessTheyAreAskedFor() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      Path text = directory.resolve("trace.txt");
      assertEquals(0, handshake(server, "--trace", text.toString()).status());
      assertTrue(Files.readString(text).contains(" client_hello "), "a trace without its first message");
      assertFalse(SECRET.matcher(Files.readString(text)).find(), "a secret that nobody asked for");
      Path json = directory.resolve("trace.json");
      assertEquals(0, handshake(server, "--trace", json.toString(), "--show-secrets").status());
      assertTrue(new ObjectMapper().readTree(json.toFile()).get("entries").findValuesAsText("name")
          .contains("master_secret"));
      assertEquals(0, handshake(server, "--trace", text.toString(), "--show-secrets").status());
      assertTrue(SECRET.matcher(Files.readString(text)).find(), "a secret that was asked for");
    }
  }

  @Test
  void writesKeyLogAndCaptureForTheirOwnerAlone() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      Path keyLog = directory.resolve("keys.log");
      Path capture = directory.resolve("out.pcapng");
      assertEquals(0, handshake(server, "--keylog", keyLog.toString(), "--pcap", capture.toString()).status());
      assertTrue(Files.readString(keyLog).matches("CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n"));
      assertTrue(Files.size(capture) > 1000);
      assertEquals("[OWNER_READ, OWNER_WRITE]",
          new java.util.TreeSet<>(Files.getPosixFilePermissions(capture)).toString());
    }
  }

  @Test
  void takesTheKeyLogFromTheEnvironment() throws IOException {
    try (LoopbackServer server = server(files.server())) {
      Path keyLog = directory.resolve("environment.log");
      Outcome outcome = Outcome.with(new byte[0], Map.of("SSLKEYLOGFILE", keyLog.toString()),
          "handshake", server.address(), "--cafile", files.path("root.pem"));
      assertEquals(0, outcome.status(), outcome::toString);
      assertTrue(Files.readString(keyLog).startsWith("CLIENT_RANDOM "));
    }
  }

  @Test
  void trustsTheFilesOfADirectory() {
    try (LoopbackServer server = server(files.server())) {
      Outcome outcome = Outcome.of("handshake", server.address(), "--capath", directory.toString());
      assertEquals(0, outcome.status(), outcome::toString);
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
