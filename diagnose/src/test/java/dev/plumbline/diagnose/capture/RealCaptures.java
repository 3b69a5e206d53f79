package dev.plumbline.diagnose.capture;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real captures beside the checkout, or wherever {@code -Dcaptures.dir} says. */
final class RealCaptures {
  private RealCaptures() {}

  /** All of them; without any, the test is skipped, loudly, or fails where they are required. */
  static List<Path> all() throws IOException {
    Path directory = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(directory)) {
      System.err.println("SKIPPED: there are no captures in " + directory.toAbsolutePath() + " (-Dcaptures.dir)");
      assertNotEquals("1", System.getenv("PLUMBLINE_REQUIRE_PEERS"), "captures are required");
    }
    assumeTrue(Files.isDirectory(directory));
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files.filter(each -> each.getFileName().toString().startsWith("capture.pcap")).sorted().toList();
    }
  }

  static Path named(String name) throws IOException {
    return all().stream().filter(each -> each.getParent().getFileName().toString().equals(name)).findAny()
        .orElseThrow();
  }
}
