package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.Main;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.tls.testing.JsseServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TapCommandTest {
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path directory;
  private TestFiles files;

  @BeforeEach
  void makeFiles() {
    files = TestFiles.in(directory);
  }

  /** A tap command that runs on a thread of its own. */
  private static final class Tap {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status;

    private Tap(String... arguments) {
      Console console = new Console(InputStream.nullInputStream(), out, err, Map.of(), false);
      status = CompletableFuture.supplyAsync(() -> {
        int result = Plumbline.run(arguments, console, new Interrupts());
        console.out().flush();
        return result;
      });
    }

    private static Tap to(LoopbackServer server, String... more) {
      List<String> arguments = new ArrayList<>(List.of("tap", "--listen", "127.0.0.1:0", "--to", server.address()));
      arguments.addAll(Arrays.asList(more));
      return new Tap(arguments.toArray(String[]::new));
    }

    private String address() throws InterruptedException {
      return "127.0.0.1:" + port(() -> err.toString(StandardCharsets.UTF_8));
    }

    private Outcome end() throws Exception {
      int result = status.get(30, TimeUnit.SECONDS);
      return new Outcome(result, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
  }

  private static int port(Supplier<String> said) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      Matcher matcher = LISTENING.matcher(said.get());
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
      Thread.sleep(10);
    }
    throw new AssertionError("it does not listen: " + said.get());
  }

  private LoopbackServer broker() {
    return LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false, LoopbackServer::drain);
  }

  @Test
  void saysTheFindingOfEachConnectionAndInShortWhenItComesAgain() throws Exception {
    Path pcap = directory.resolve("tap.pcapng");
    Path report = directory.resolve("report.html");
    try (LoopbackServer server = broker()) {
      Tap tap = Tap.to(server, "--pcap", pcap.toString(), "--report", report.toString(), "--count", "2",
          "--cafile", files.path("other-root.pem"));
      String address = tap.address();
      for (int i = 0; i < 2; i++) {
        assertEquals(1,
            Outcome.of("handshake", address, "--cafile", files.path("other-root.pem")).status());
      }
      Outcome outcome = tap.end();
      assertEquals(0, outcome.status(), outcome::toString);
      assertTrue(outcome.out().contains("the device's last word: alert unknown_ca (48)"), outcome::toString);
      assertTrue(outcome.out().contains("the broker's: ServerHelloDone"), outcome::toString);
      assertTrue(outcome.out().contains("\n  Cause found: "), outcome::toString);
      assertTrue(outcome.out().contains("trust-anchor-missing"), outcome::toString);
      assertTrue(outcome.out().contains("\n  as before: trust-anchor-missing\n"), outcome::toString);
      assertTrue(outcome.out().contains("\n2 connections, 0 healthy; "), outcome::toString);
      assertTrue(outcome.err().contains("No device can reach that"), outcome::toString);
      assertTrue(Files.readString(report).contains("trust-anchor-missing"));
      Outcome diagnosis = Outcome.of("diagnose", pcap.toString());
      assertEquals(1, diagnosis.status(), diagnosis::toString);
      assertTrue(diagnosis.out().contains("trust-anchor-missing"), diagnosis::toString);
    }
  }

  @Test
  void jsonIsADocumentForEachConnectionAndOneForTheEnd() throws Exception {
    try (LoopbackServer server = broker()) {
      Tap tap = Tap.to(server, "--json", "--count", "1");
      Outcome.of("handshake", tap.address(), "--cafile", files.path("other-root.pem"));
      Outcome outcome = tap.end();
      assertEquals(0, outcome.status(), outcome::toString);
      List<String> lines = outcome.out().lines().toList();
      assertEquals(2, lines.size(), outcome::toString);
      JsonNode connection = new ObjectMapper().readTree(lines.get(0));
      assertEquals("plumbline.tap/1", connection.get("schema").asText());
      assertEquals("connection", connection.get("event").asText());
      assertEquals(0, connection.get("stream").asInt(-1));
      assertTrue(connection.get("ending").asText().matches("(client|server)-(closed|reset)"), outcome::toString);
      assertEquals("alert unknown_ca (48)", connection.get("clientLast").asText());
      assertEquals("trust-anchor-missing",
          connection.get("diagnosis").get("connections").get(0).get("findings").get(0).get("id").asText());
      JsonNode summary = new ObjectMapper().readTree(lines.get(1));
      assertEquals("summary", summary.get("event").asText());
      assertEquals(1, summary.get("connections").asInt());
    }
  }

  @Test
  void goesOnWhenTheBrokerIsNotThere() throws Exception {
    Tap tap = new Tap("tap", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:1", "--count", "2");
    String address = tap.address();
    for (int i = 0; i < 2; i++) {
      assertTrue(Outcome.of("handshake", address, "--cafile", files.path("root.pem")).status() != 0);
    }
    Outcome outcome = tap.end();
    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.out().contains("so the device was disconnected: 127.0.0.1:1 refused"), outcome::toString);
    assertTrue(outcome.out().contains("2 connections, 0 healthy, 2 without the broker"), outcome::toString);
  }

  @Test
  void isEndedBySignalWithItsFilesComplete() throws Exception {
    Path pcap = directory.resolve("tap.pcapng");
    try (LoopbackServer server = broker()) {
      Path err = directory.resolve("err");
      Path out = directory.resolve("out");
      Process process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("java.class.path"), Main.class.getName(), "tap", "--listen", "127.0.0.1:0", "--to",
          server.address(), "--pcap", pcap.toString())
          .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try {
        int port = port(() -> read(err));
        Outcome.of("handshake", "127.0.0.1:" + port, "--cafile", files.path("root.pem"));
        // Who closed first is a race after close_notify; that it has ended is none.
        while (process.isAlive() && !read(out).contains(" bytes to the broker")) {
          Thread.sleep(10);
        }
        try (Socket open = new Socket("127.0.0.1", port)) {
          open.getOutputStream().write(22);
          Thread.sleep(200);
          process.toHandle().destroy();
          assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
        assertEquals(0, process.exitValue(), () -> read(err));
        assertTrue(read(out).contains("still open when the tap was stopped"), () -> read(out));
        assertTrue(read(out).contains("\n2 connections, "), () -> read(out));
        assertTrue(Outcome.of("diagnose", pcap.toString()).status() <= 1);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void saysWhatIsWrongWithItsOptions() {
    try (LoopbackServer server = broker()) {
      Outcome taken = Outcome.of("tap", "--listen", server.address(), "--to", "localhost");
      assertEquals(2, taken.status(), taken::toString);
      assertTrue(taken.err().contains("can't listen on " + server.address()), taken::toString);
    }
    assertEquals(2, Outcome.of("tap", "--listen", "127.0.0.1:0").status());
    assertEquals(2, Outcome.of("tap", "--listen", "nonsense", "--to", "localhost").status());
    assertEquals(2, Outcome.of("tap", "--listen", ":0", "--to", "localhost", "--loss", "60").status());
    assertEquals(2, Outcome.of("tap", "--listen", ":0", "--to", "localhost", "--delay", "-5").status());
    assertEquals(2, Outcome.of("tap", "--listen", ":0", "--to", "localhost", "--max-connections", "0").status());
    assertEquals(2,
        Outcome.of("tap", "--listen", ":0", "--to", "localhost", "--pcap", "/nowhere/at/all.pcapng").status());
  }
}
