package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The board that can't connect, from the command line: the same server, another place for its root. */
class DeviceHandshakeTest {
  @TempDir private Path directory;
  private TestFiles files;
  private LoopbackServer server;

  @BeforeEach
  void start() {
    files = TestFiles.in(directory);
    server =
        LoopbackServer.tls(JsseServer.context(files.root(), files.server()), false, LoopbackServer::drain);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theRootInRomUnderBigEndianFailsAtTheCertificateAndSaysWhatTheDeviceWouldReport() throws IOException {
    Outcome outcome = handshake("--profile", "synergy-ssp2", "--anchors-in", "rom", "--json");
    assertEquals(1, outcome.status(), outcome::toString);
    JsonNode json = new ObjectMapper().readTree(outcome.bytes());
    assertEquals("certificate-signature", json.get("fault").get("id").asText());
    assertEquals("bad_certificate", json.get("alert").get("description").asText());
    JsonNode device = json.get("device");
    assertEquals("sce7", device.get("engine").asText());
    assertEquals("0x117", device.get("status").get("hex").asText());
    assertEquals("bad_certificate", device.get("alertAsDevice").asText());
    assertTrue(device.get("romRead").asLong() > 0, outcome::toString);
    assertTrue(outcome.err().contains("--anchors-in"), outcome::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sce7:endian=big", "sce7:endian=little,anchors=rom", "sce7:swap=copy,anchors=rom", "sce9:busy-every=2",
        "secure-element", "jca", "software"
      })
  void everyEngineConnectsWhereItsDeviceWould(String engine) throws IOException {
    Outcome outcome = handshake("--engine", engine, "--json");
    assertEquals(0, outcome.status(), outcome::toString);
    JsonNode device = new ObjectMapper().readTree(outcome.bytes()).get("device");
    assertEquals(engine.replaceAll(":.*", ""), device.get("engine").asText());
    assertTrue(device.get("status").isNull() && device.get("limitsExceeded").isEmpty(), outcome::toString);
    List<String> names = new ArrayList<>();
    device.fieldNames().forEachRemaining(names::add);
    assertTrue(
        names.containsAll(
            List.of(
                "engine", "status", "alertAsDevice", "ramPeak", "romRead", "operations", "estimatedMillis",
                "limitsExceeded")),
        names::toString);
  }

  @Test
  void aPacketBufferTooSmallForTheChainFailsAndNamesTheNumberThatWouldDo() {
    Outcome outcome = handshake("--profile", "synergy-ssp2:packet-buffer=800");
    assertEquals(1, outcome.status(), outcome::toString);
    assertTrue(outcome.out().contains("packet buffer"), outcome::toString);
  }

  @Test
  void profilesAreListedAndShownWithWhatTheyRestOn() {
    Outcome list = Outcome.of("profiles");
    assertEquals(0, list.status());
    assertTrue(list.out().contains("synergy-ssp2") && list.out().contains("arduino-bearssl"), list::toString);
    assertTrue(list.out().contains("aws-iot"), list::toString);
    Outcome service = Outcome.of("profiles", "show", "aws-iot");
    assertEquals(0, service.status());
    assertTrue(service.out().contains("x-amzn-mqtt-ca") && service.out().contains("verified"), service::toString);
    Outcome shown = Outcome.of("profiles", "show", "synergy-ssp2");
    assertEquals(0, shown.status());
    assertTrue(shown.out().contains("endian") || shown.out().contains("sce7"), shown::toString);
    assertTrue(shown.out().contains("verified"), shown::toString);
  }

  private Outcome handshake(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("handshake", server.address(), "--cafile", files.path("root.pem")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
