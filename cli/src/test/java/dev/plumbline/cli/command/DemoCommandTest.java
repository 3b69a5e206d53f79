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
  void tellsOfARealSessionFromTheKeysToTheMessage() {
    Outcome demo = Outcome.of("demo");
    assertEquals(0, demo.status(), demo::toString);
    assertEquals("", demo.err());
    for (String part : new String[] {"1. ", "2. ", "3. ", "→ ClientHello", "← Finished", "completed: TLS_ECDHE_ECDSA",
        "→ CONNECT", "← SUBACK", "4. ", "→ PUBLISH", "← PUBACK", "5. ", "demo/greeting: hello", "6. ",
        "engines/software: hello", "engines/jca: hello", "engines/sce7: hello", "engines/sce9: hello",
        "engines/secure-element: hello", "ECDSA verify × 2", "Next:"}) {
      assertTrue(demo.out().contains(part), () -> part + " is missing in\n" + demo);
    }
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
