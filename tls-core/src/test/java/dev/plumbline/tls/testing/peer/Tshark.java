package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** tshark, which reads captures as Wireshark does. */
public final class Tshark {
  private static final String PROGRAM = "/usr/bin/tshark";

  private Tshark() {}

  public static void require() {
    boolean there = Files.isExecutable(Path.of(PROGRAM));
    Peers.require(there ? Optional.empty() : Optional.of("tshark is not installed (Debian package tshark)"));
  }

  /** Its standard output, line by line. */
  public static List<String> read(Path capture, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-n", "-r", capture.toString()));
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
