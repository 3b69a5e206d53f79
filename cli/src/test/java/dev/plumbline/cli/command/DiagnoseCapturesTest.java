package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Event;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** diagnose on captures of real stacks: what it prints and writes. */
@Timeout(60)
class DiagnoseCapturesTest {
  @TempDir Path directory;

  /** The folder of a case; empty where the captures are not beside the checkout. */
  private static Optional<Path> folder(String name) {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      return Optional.empty();
    }
    return Optional.of(captures.resolve(name));
  }

  private static Path capture(Path folder) {
    return Stream.of("capture.pcap", "capture.pcapng").map(folder::resolve).filter(Files::exists).findFirst()
        .orElseThrow();
  }

  private static Outcome diagnose(Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("diagnose", capture(folder).toString()));
    if (Files.exists(folder.resolve("keylog.txt"))) {
      arguments.addAll(List.of("--keylog", folder.resolve("keylog.txt").toString()));
    }
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  /** What the CONNECTs of a capture have for a password. */
  private static List<String> passwords(Path folder) throws Exception {
    Console console = new Console(
        InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream(), Map.of(), false);
    Optional<Path> keys = Optional.of(folder.resolve("keylog.txt")).filter(Files::exists);
    return CaptureFile.read(capture(folder), keys, console).surroundings().conversations().stream()
        .flatMap(each -> each.all(Event.Mqtt.class))
        .flatMap(packet -> ConnectView.read(packet.bytes()).stream())
        .flatMap(connect -> connect.password().stream())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosquitto-pub-bad-password", "jwt-expired", "jwt-padded-base64", "jwt-all-zero-signature",
      "jwt-der-signature", "netx-username-cut"})
  void passwordsAndTokensAreInNothingThatIsPrintedOrWritten(String name) throws Exception {
    Optional<Path> folder = folder(name);
    if (folder.isEmpty()) {
      return;
    }
    Path report = directory.resolve("report.html");
    List<String> passwords = passwords(folder.get());
    assertFalse(passwords.isEmpty(), "the capture has a password that can be read");
    String said = diagnose(folder.get(), "--report", report.toString()).toString()
        + diagnose(folder.get(), "--json") + Files.readString(report);
    for (String password : passwords) {
      assertFalse(said.contains(password), name);
      String[] parts = password.split("\\.");
      assertFalse(parts[parts.length - 1].length() > 20 && said.contains(parts[parts.length - 1]), name);
    }
  }

  @Test
  void aReportHoldsTheConnectionThatFailedAgainstTheOneThatWorked() throws Exception {
    Optional<Path> folder = folder("netx-two-runs-no-sni-then-ok");
    if (folder.isEmpty()) {
      return;
    }
    Path report = directory.resolve("report.html");
    Outcome outcome = diagnose(folder.get(), "--report", report.toString(), "--json");
    JsonNode answer = new ObjectMapper().readTree(outcome.bytes()).get("connections").get(0).get("findings").get(0);
    assertEquals("sni-missing", answer.get("id").asText());
    String page = Files.readString(report);
    int diff = page.indexOf("<h2>Side by side</h2>");
    assertTrue(diff > 0, "there is something to compare");
    String tables = page.substring(diff);
    assertTrue(tables.contains(", which worked"), "the other connection");
    assertTrue(
        tables.contains("profile synergy") || tables.contains("profile netx"), "the profile that was recognised");
    assertTrue(tables.contains("ClientHello, extensions/server_name"), "what differs");
  }

  @Test
  void aReportMarksTheDevicesClockWhereItsStackTells() throws Exception {
    Optional<Path> folder = folder("netx-clock-years-behind");
    if (folder.isEmpty()) {
      return;
    }
    Path report = directory.resolve("report.html");
    diagnose(folder.get(), "--report", report.toString(), "--cafile",
        folder.get().resolve("context/device-anchors.pem").toString());
    String page = Files.readString(report);
    assertTrue(page.contains("class=\"moment device bad\""), "not yet valid at the device's clock");
    assertTrue(page.contains("class=\"moment captured\""), "and valid when it was captured");
  }
}
