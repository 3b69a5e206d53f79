package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay} on real captures. */
class ReplayCommandTest {
  @TempDir Path directory;

  @Test
  void theExplanationComesFirstAndThenTheTable() {
    Outcome outcome = replay("netx-certificate-check-fails-in-engine");
    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.out().startsWith("With anchors=rom (sce7:preset=ssp-2.x,anchors=rom) it ends as in the capture"),
        outcome::toString);
    assertTrue(outcome.out().contains("engine and switches"), outcome::toString);
    assertTrue(
        outcome.out().lines().anyMatch(line ->
            line.matches("sce7:preset=ssp-2.x,anchors=rom +fails +bad_certificate \\(42\\) +0x117 +yes")),
        outcome::toString);
    assertTrue(outcome.out().lines().anyMatch(line -> line.matches("software +accepts +- +- +no")), outcome::toString);
    assertEquals("", outcome.err());
  }

  @Test
  void theDocumentHasItsFields() throws Exception {
    Outcome outcome = replay("netx-big-endian-root-in-rom", "--json", "--profile", "synergy-ssp2", "--config",
        context("netx-big-endian-root-in-rom", "config.txt"));
    assertEquals(0, outcome.status(), outcome::toString);
    JsonNode root = new ObjectMapper().readTree(outcome.bytes());
    assertEquals("plumbline.replay/1", root.get("schema").asText());
    assertEquals(42, root.get("captured").get("alert").asInt());
    assertEquals("client", root.get("captured").get("by").asText());
    JsonNode usual = root.get("runs").get(1);
    assertEquals("sce7:preset=ssp-2.x,endian=big,anchors=rom", usual.get("engine").asText());
    assertFalse(usual.get("accepts").asBoolean());
    assertEquals(42, usual.get("alert").asInt());
    assertEquals("0x117", usual.get("status").asText());
    assertTrue(usual.get("reproduces").asBoolean());
    assertTrue(root.get("runs").get(0).get("alert").isNull());
    assertTrue(root.get("explanation").get(0).asText().contains("as the device is set"));
    assertTrue(root.has("undecided") && root.has("notes"));
  }

  @Test
  void aFailureThatNothingReproducesHasStatusOne() {
    Outcome outcome = replay("netx-client-sign-fails-in-engine");
    assertEquals(1, outcome.status(), outcome::toString);
    Outcome lacking = replay("jsse-warning-alert");
    assertEquals(1, lacking.status(), lacking::toString);
    assertTrue(lacking.out().contains("which Plumbline does not implement"), lacking::toString);
  }

  @Test
  void aHandshakeThatTheDeviceTookHasStatusZero() {
    Outcome outcome = replay("netx-ecdsa-healthy");
    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.out().startsWith("The device took the server's flight"), outcome::toString);
  }

  @Test
  void namedEnginesAreTriedInsteadOfAll() throws Exception {
    Outcome outcome = replay("netx-big-endian-root-in-rom", "--json", "--engine", "sce7:endian=little,anchors=rom",
        "--engine", "sce7:anchors=rom");
    List<String> engines = new ArrayList<>();
    new ObjectMapper().readTree(outcome.bytes()).get("runs").forEach(run -> engines.add(run.get("engine").asText()));
    assertEquals(
        List.of("software", "sce7:preset=ssp-2.x", "sce7:endian=little,anchors=rom", "sce7:anchors=rom"), engines);
  }

  @Test
  void whatCannotBeReplayedIsAMistakeOfUse() throws Exception {
    Outcome nothing = replay("mosquitto-pub-plain-on-tls-port");
    assertEquals(2, nothing.status(), nothing::toString);
    assertTrue(nothing.err().contains("nothing to replay"), nothing::toString);
    assertEquals(2, replay("netx-ecdsa-healthy", "--engine", "sce7:endian=middle").status());
    assertEquals(2, replay("netx-ecdsa-healthy", "--stream", "7").status());
    Path text = Files.writeString(directory.resolve("a.pcap"), "no capture at all");
    assertEquals(2, Outcome.of("replay", text.toString()).status());
    assertEquals(2, Outcome.of("replay").status());
  }

  private static Outcome replay(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("replay", capture(name)));
    Path anchors = captures().resolve(name).resolve("context/device-anchors.pem");
    if (Files.exists(anchors)) {
      arguments.addAll(List.of("--cafile", anchors.toString()));
    }
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static String capture(String name) {
    Path pcap = captures().resolve(name).resolve("capture.pcap");
    return (Files.exists(pcap) ? pcap : pcap.resolveSibling("capture.pcapng")).toString();
  }

  private static String context(String name, String file) {
    return captures().resolve(name).resolve("context").resolve(file).toString();
  }

  private static Path captures() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }
}
