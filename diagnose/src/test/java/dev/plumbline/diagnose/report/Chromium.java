package dev.plumbline.diagnose.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A Chromium without a window, spoken to by its own debugging protocol over a port that it chooses on loopback. */
final class Chromium implements AutoCloseable {
  static final int SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

  private final Process process;
  private final Path folder;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();

  private Chromium(Process process, Path folder) throws Exception {
    this.process = process;
    this.folder = folder;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address(), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
  }

  /** What to install; empty if it is there. */
  static Optional<String> missing() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("chromium is not installed (Debian package chromium)");
  }

  static Chromium start() throws Exception {
    Path folder = Files.createTempDirectory("plumbline-chromium");
    List<String> command =
        List.of(
            program().orElseThrow().toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0",
            "--user-data-dir=" + folder, "about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    try {
      return new Chromium(process, folder);
    } catch (Exception e) {
      stop(process, folder);
      throw e;
    }
  }

  /** A page as wide as told, with the colours that the system is said to have. */
  Page page(int width, boolean dark) {
    String target = call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    String session =
        call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).get("sessionId").asText();
    return new Page(this, session, width, dark);
  }

  JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = last.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
      JsonNode whole = answer.get(SECONDS, TimeUnit.SECONDS);
      if (whole.has("error")) {
        throw new AssertionError(method + ": " + whole.get("error"));
      }
      return whole.get("result");
    } catch (Exception e) {
      throw new AssertionError(method, e);
    }
  }

  /** What happened in a page so far. */
  List<JsonNode> events(String session, String method) {
    return events.stream()
        .filter(each -> each.path("sessionId").asText().equals(session) && each.get("method").asText().equals(method))
        .toList();
  }

  @Override
  public void close() {
    socket.abort();
    stop(process, folder);
  }

  private static void stop(Process process, Path folder) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException stillWritten) {
      // A child that has just been ended may still hold a file; the folder is temporary anyhow.
      folder.toFile().deleteOnExit();
    }
  }

  /** The browser writes its port and path into a file once it listens. */
  private URI address() throws Exception {
    Path file = folder.resolve("DevToolsActivePort");
    for (int i = 0; i < SECONDS * 20; i++) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium did not start: " + Files.readString(folder.resolve("log.txt")));
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
      message.append(data);
      if (whole) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String text) {
      try {
        JsonNode node = JSON.readTree(text);
        if (node.has("id")) {
          answers.remove(node.get("id").asInt()).complete(node);
        } else {
          events.add(node);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
