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
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiffCommandTest {
  @TempDir Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  private LoopbackServer server() {
    return LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false, LoopbackServer::drain);
  }

  private Outcome diff(String... arguments) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(arguments));
    return Outcome.of(all.toArray(String[]::new));
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.bytes());
  }

  @Test
  void twoProfilesThatDifferInTheServerNameDifferInThatAlone() throws IOException {
    Outcome outcome =
        diff("profile:synergy-ssp2:sni=off", "profile:synergy-ssp2", "--servername", "mqtt.test", "--json");
    assertEquals(1, outcome.status(), outcome::toString);
    JsonNode json = json(outcome);
    assertEquals("plumbline.diff/1", json.get("schema").asText());
    assertEquals("profile:synergy-ssp2:sni=off", json.get("a").asText());
    assertFalse(json.get("same").asBoolean(true));
    assertEquals(1, json.get("differences").size());
    JsonNode difference = json.get("differences").get(0);
    List<String> names = new ArrayList<>();
    difference.fieldNames().forEachRemaining(names::add);
    assertEquals(List.of("message", "field", "a", "b", "matters", "why", "clause"), names);
    assertEquals("ClientHello", difference.get("message").asText());
    assertEquals("extensions/server_name", difference.get("field").asText());
    assertEquals("mqtt.test", difference.get("b").asText());
    assertEquals("RFC 6066 §3", difference.get("clause").asText());
  }

  @Test
  void aProfileIsTheSameAsItselfButForItsRandom() {
    Outcome quiet = diff("profile:synergy-ssp2", "profile:synergy-ssp2");
    assertEquals(0, quiet.status(), quiet::toString);
    assertTrue(quiet.out().contains("nothing differs that can change what happens"), quiet::toString);
    assertFalse(quiet.out().contains("ClientHello, random"), quiet::toString);
    Outcome all = diff("profile:synergy-ssp2", "profile:synergy-ssp2", "--all");
    assertEquals(0, all.status());
    assertTrue(all.out().contains("ClientHello, random [RFC 5246 §7.4.1.2]"), all::toString);
  }

  @Test
  void twoHandshakesWithOneServerAreTheSame() throws IOException {
    try (LoopbackServer server = server()) {
      String live = "live:" + server.address();
      Outcome outcome = diff(live, live, "--cafile", files.path("root.pem"), "--json");
      assertEquals(0, outcome.status(), outcome::toString);
      assertTrue(json(outcome).get("same").asBoolean(false), outcome::toString);
    }
  }

  @Test
  void aCaptureIsComparedWithAHandshakeThatFails() throws IOException {
    String capture = directory.resolve("good.pcapng").toString();
    try (LoopbackServer server = server()) {
      assertEquals(0, Outcome.of("handshake", server.address(), "--cafile", files.path("root.pem"), "--pcap", capture)
          .status());
      Outcome outcome =
          diff(capture + "#0", "live:" + server.address(), "--cafile", files.path("other-root.pem"));
      assertEquals(1, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("A: " + capture + "#0 to "), outcome::toString);
      assertTrue(outcome.out().contains("They part at client's Alert [RFC 5246 §7.2]\n  A: not there\n  B: unknown_ca"),
          outcome::toString);
      assertTrue(outcome.out().contains("connection, ending"), outcome::toString);
      assertEquals("", outcome.err());
    }
  }

  @Test
  void bothSideBySideAreWrittenAsAPage() throws IOException {
    Path page = directory.resolve("diff.html");
    Outcome outcome = diff("profile:synergy-ssp2:sni=off", "profile:synergy-ssp2", "--servername", "mqtt.test",
        "--report", page.toString());
    assertEquals(1, outcome.status(), outcome::toString);
    assertEquals("The report is in " + page + ".", outcome.errLines().get(0));
    String text = Files.readString(page);
    assertTrue(text.contains("<h1>1 difference matters"), text);
    assertTrue(text.contains("ClientHello, extensions/server_name") && text.contains("mqtt.test"), text);
    assertTrue(text.contains("only the ClientHello is known"), text);
  }

  @Test
  void tracesAreComparedValueByValueInEitherForm() throws IOException {
    String text = directory.resolve("trace.txt").toString();
    String json = directory.resolve("trace.json").toString();
    try (LoopbackServer server = server()) {
      for (String file : List.of(text, json)) {
        assertEquals(0, Outcome.of("handshake", server.address(), "--cafile", files.path("root.pem"), "--trace", file)
            .status());
      }
    }
    assertEquals(0, diff(text, text).status());
    assertEquals(0, diff(json, json).status());
    Outcome outcome = diff(text, json, "--json");
    assertEquals(1, outcome.status(), outcome::toString);
    JsonNode first = json(outcome).get("differences").get(0);
    assertEquals("client_random", first.get("field").asText());
    assertEquals("32 bytes", first.get("a").asText());
  }

  @Test
  void whatCannotBeReadIsSaidInOneSentence() throws IOException {
    Path noise = Files.writeString(directory.resolve("noise"), "neither this nor that");
    Path half = Files.writeString(directory.resolve("half.json"), "{\"schema\":\"plumbline.trace/1\",");
    Path trace = Files.writeString(directory.resolve("own.txt"), "0 client_random 00\n");
    Path bad = Files.writeString(directory.resolve("bad.txt"), "0 no_such_value 00\n");
    assertUnreadable("this is no capture", noise.toString(), "profile:openssl");
    assertUnreadable("no such file", directory.resolve("missing").toString(), "profile:openssl");
    assertUnreadable("it is not JSON", half.toString(), trace.toString());
    assertUnreadable("no value is called no_such_value", bad.toString(), trace.toString());
    assertUnreadable("another trace", trace.toString(), "profile:openssl");
    assertUnreadable("there is no profile", "profile:nobody", "profile:openssl");
    assertUnreadable("a port is 1 to 65535", "live:localhost:99999", "profile:openssl");
  }

  private void assertUnreadable(String expected, String... arguments) {
    Outcome outcome = diff(arguments);
    assertEquals(2, outcome.status(), outcome::toString);
    assertEquals(1, outcome.errLines().size(), outcome::toString);
    assertTrue(outcome.err().contains(expected), outcome::toString);
  }

  @Test
  void aServerThatIsNotThereIsTheNetworksFault() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertEquals(3, diff("profile:openssl", "live:127.0.0.1:" + port, "--cafile", files.path("root.pem")).status());
  }
}
