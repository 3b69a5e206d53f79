package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.tls.testing.JsseServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProbeCommandTest {
  @TempDir Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  private LoopbackServer server() {
    return LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false, LoopbackServer::drain);
  }

  private static Outcome probe(LoopbackServer server, String... more) {
    List<String> arguments = new ArrayList<>(List.of("probe", server.address(), "--pause", "0"));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void saysThatItWorksAndWhatTheServerIsLike() {
    try (LoopbackServer server = server()) {
      Outcome outcome =
          probe(server, "--profile", "openssl", "--servername", "localhost", "--cafile", files.path("root.pem"));
      assertEquals(0, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains(" 1  as it is: accepted with TLS_ECDHE_ECDSA_WITH_"), outcome::toString);
      assertTrue(outcome.out().contains("works: this server takes the hello of openssl as it is"), outcome::toString);
      assertTrue(outcome.out().contains("certificate: CN=localhost, issued by CN=Test Root"), outcome::toString);
      assertTrue(outcome.out().contains("server_name: makes no difference here"), outcome::toString);
      assertEquals("", outcome.err());
    }
  }

  @Test
  void findsTheChangeAndExitsWithOne() {
    try (LoopbackServer server = server()) {
      Outcome outcome = probe(server, "--profile", "winc1500", "--servername", "localhost");
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("does not work as it is: it sent the alert handshake_failure (40)"),
          outcome::toString);
      assertTrue(outcome.out().contains("\n  - offer the cipher suite TLS_ECDHE_ECDSA_"), outcome::toString);
    }
  }

  @Test
  void whatTheServiceDemandsAndTheProfileDoesNotBringIsSaidFirst() throws IOException {
    try (LoopbackServer server = server()) {
      String[] device = {"--profile", "wolfssl:sni=off", "--servername", "localhost", "--service", "aws-iot"};
      Outcome outcome = probe(server, device);
      assertTrue(outcome.out().contains("Before anything is sent: (C21) aws-iot demands server_name"),
          outcome::toString);
      assertTrue(outcome.out().contains("(C34) aws-iot is not known to listen on port " + server.port()),
          outcome::toString);
      List<String> more = new ArrayList<>(List.of(device));
      more.add("--json");
      Outcome json = probe(server, more.toArray(String[]::new));
      JsonNode document = new ObjectMapper().readTree(json.bytes());
      assertEquals("aws-iot", document.get("service").asText());
      assertEquals(2, document.get("obstacles").size(), json::toString);
      assertEquals(2, probe(server, "--profile", "wolfssl", "--service", "nobody").status());
    }
  }

  @Test
  void jsonHasTheFixedFields() throws IOException {
    try (LoopbackServer server = server()) {
      Outcome outcome = probe(server, "--profile", "winc1500", "--servername", "localhost", "--json");
      assertEquals(1, outcome.status(), outcome::toString);
      JsonNode json = new ObjectMapper().readTree(outcome.bytes());
      assertEquals(List.of("schema", "host", "profile", "works", "result", "minimalChange", "minimal", "stopped",
          "serverName", "otherVersions", "connections", "attempts", "service", "obstacles"), names(json));
      assertEquals("plumbline.probe/1", json.get("schema").asText());
      assertEquals("winc1500", json.get("profile").asText());
      assertFalse(json.get("works").asBoolean(true));
      assertEquals("suite", json.get("minimalChange").get(0).get("kind").asText());
      assertEquals(json.get("attempts").size(), json.get("connections").asInt());
      JsonNode first = json.get("attempts").get(0);
      assertEquals(List.of("change", "outcome", "alert", "suite", "group", "leaf", "remark"), names(first));
      assertEquals("alert", first.get("outcome").asText());
      assertEquals(40, first.get("alert").asInt());
      assertTrue(first.get("suite").isNull());
      assertEquals("CN=localhost", json.get("result").get("chain").get(0).get("subject").asText());
    }
  }

  @Test
  void aCertificateThatIsNotTrustedDoesNotWorkIfTheAnchorsAreGiven() {
    try (LoopbackServer server = server()) {
      Outcome outcome = probe(
          server, "--profile", "openssl", "--servername", "localhost", "--cafile", files.path("other-root.pem"));
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("no path to a trust anchor"), outcome::toString);
    }
  }

  @Test
  void aSilentServerIsTheNetworksFault() {
    try (LoopbackServer server = LoopbackServer.tcp(LoopbackServer::drain)) {
      Outcome outcome = probe(server, "--profile", "wolfssl", "--timeout", "0.2");
      assertEquals(3, outcome.status(), outcome::toString);
      assertTrue(outcome.err().contains("answers no ClientHello"), outcome::toString);
    }
  }

  @Test
  void plainTextIsSaidToBeNoTls() {
    LoopbackServer.Script ftp = connection -> {
      connection.getOutputStream().write("220 ready\r\n".getBytes());
      LoopbackServer.drain(connection);
    };
    try (LoopbackServer server = LoopbackServer.tcp(ftp)) {
      Outcome outcome = probe(server, "--profile", "wolfssl");
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("This port does not serve TLS."), outcome::toString);
    }
  }

  @Test
  void saysWhatIsWrongWithItsOptions() {
    assertEquals(2, Outcome.of("probe", "localhost").status());
    assertEquals(2, Outcome.of("probe", "localhost", "--profile", "nobody").status());
    assertEquals(2, Outcome.of("probe", "localhost", "--profile", "wolfssl", "--pause", "-1").status());
    assertEquals(2, Outcome.of("probe", "localhost", "--profile", "wolfssl", "--max-connections", "0").status());
    assertEquals(2, Outcome.of("probe", "local_host!", "--profile", "wolfssl").status());
  }

  @Test
  void anUnknownHostIsTheNetworksFault() {
    Outcome outcome = Outcome.of("probe", "127.0.0.1:1", "--profile", "wolfssl");
    assertEquals(3, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("refused the connection"), outcome::toString);
  }
}
