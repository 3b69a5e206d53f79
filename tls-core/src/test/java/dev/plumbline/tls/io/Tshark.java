package dev.plumbline.tls.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** tshark, where it is installed; tests that need it are skipped loudly where it is not, and fail if peers are required. */
final class Tshark {
  private Tshark() {}

  static void require() {
    boolean there = Files.isExecutable(Path.of("/usr/bin/tshark"));
    if (!there) {
      System.err.println("SKIPPED: tshark is not installed, so captures are not read by it (apt-get install tshark)");
      if ("1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
        throw new AssertionError("tshark is required but not installed");
      }
    }
    Assumptions.assumeTrue(there, "tshark is not installed");
  }

  /** Its standard output, line by line. */
  static List<String> read(Path capture, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/tshark", "-n", "-r", capture.toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("tshark", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("tshark: " + Files.readString(errors));
      }
      return out.lines().toList();
    } finally {
      Files.delete(errors);
    }
  }
}
