package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.demo.Demo;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.testing.HandshakeDocument;
import dev.plumbline.cli.testing.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoCommandTest {
  @Test
  void tellsOfARealSessionFromTheKeysToTheMessage(@TempDir Path directory) {
    Outcome demo = Outcome.of("demo", "--out", directory.toString());
    assertEquals(0, demo.status(), demo::toString);
    assertEquals("", demo.err());
    for (String part : new String[] {"1. ", "2. ", "3. ", "→ ClientHello", "← Finished", "completed: TLS_ECDHE_ECDSA",
        "→ CONNECT", "← SUBACK", "4. ", "→ PUBLISH", "← PUBACK", "5. ", "demo/greeting: hello", "6. ",
        "engines/software: hello", "engines/jca: hello", "engines/sce7: hello", "engines/sce9: hello",
        "engines/secure-element: hello", "ECDSA verify × 2", "Next:"}) {
      assertTrue(demo.out().contains(part), () -> part + " is missing in\n" + demo);
    }
  }

  @Test
  void endsWithADeviceThatFailsIsDiagnosedAndConnects(@TempDir Path directory) throws Exception {
    Path out = directory.resolve("new").resolve("folder");
    Outcome demo = Outcome.of("demo", "--out", out.toString());
    assertEquals(0, demo.status(), demo::toString);
    String story = demo.out().substring(demo.out().indexOf("7. "));
    List<String> parts = List.of("failed: ", "NX_SECURE_TLS_CERTIFICATE_SIG_CHECK_FAILED (0x117)", "Undecided: ",
        "device-crypto-failure, C08. suggested", "--cafile", "--config", "Cause found: ",
        "sce-rom-operand-swap, C05. proved", "endian_flag = CRYPTO_WORD_ENDIAN_BIG", "into a RAM array", "completed: ",
        out.resolve("report.html").toString());
    int at = 0;
    for (String part : parts) {
      int next = story.indexOf(part, at);
      assertTrue(next >= 0, () -> part + " is missing, or at another place, in\n" + story);
      at = next;
    }
    assertTrue(Files.readString(out.resolve("report.html")).contains("sce-rom-operand-swap"));
  }

  /** Whoever types what the demo printed gets what the demo printed. */
  @Test
  void leavesFilesThatDiagnoseAnswersTheSameFrom(@TempDir Path directory) {
    assertEquals(0, Outcome.of("demo", "--out", directory.toString()).status());
    String capture = directory.resolve("device.pcapng").toString();
    Outcome alone = Outcome.of("diagnose", capture);
    Outcome more = Outcome.of("diagnose", capture, "--cafile", directory.resolve("root.pem").toString(), "--config",
        directory.resolve("device.c").toString());
    assertTrue(alone.out().contains("device-crypto-failure, C08. suggested"), alone::toString);
    assertTrue(more.out().contains("sce-rom-operand-swap, C05. proved"), more::toString);
    assertEquals(List.of(1, 1), List.of(alone.status(), more.status()));
  }

  @Test
  void saysWhereItCannotWrite(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    Outcome demo = Outcome.of("demo", "--out", file.toString());
    assertEquals(2, demo.status());
    assertTrue(demo.err().contains("--out " + file), demo::toString);
  }

  /** Their tables list SHA-1 first, which the JDK's TLS would take. */
  @Test
  void itsBrokerIsAGoodPartnerForDevicesToo(@TempDir Path directory) throws CommandFailure {
    Console nowhere =
        new Console(
            InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Map.of(),
            false);
    try (Demo demo = new Demo(nowhere, directory)) {
      for (String profile : List.of("synergy-ssp1", "synergy-ssp2", "netx-software", "arduino-bearssl", "openssl")) {
        assertEquals(0, handshake(demo, "--profile", profile).status(), profile);
      }
      HandshakeDocument.of(handshake(demo, "--profile", "synergy-ssp2", "--anchors-in", "rom"))
          .assertDevice("NX_SECURE_TLS_CERTIFICATE_SIG_CHECK_FAILED", "0x117", "bad_certificate");
    }
  }

  private static Outcome handshake(Demo demo, String... options) {
    String[] common = {"handshake", demo.broker().toString(), "--cafile", demo.rootFile().toString(), "--json"};
    return Outcome.of(Stream.of(common, options).flatMap(Stream::of).toArray(String[]::new));
  }
}
