package dev.plumbline.tls.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that some tests need: they are skipped loudly where it is not installed, and fail if peers are required.
 */
final class PeerProgram {
  private PeerProgram() {}

  static void require(String path, String debianPackage) {
    boolean there = Files.isExecutable(Path.of(path));
    if (!there) {
      String why = path + " is not there: apt-get install " + debianPackage;
      System.err.println("SKIPPED: " + why);
      if ("1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
        throw new AssertionError(why);
      }
    }
    Assumptions.assumeTrue(there, path + " is not there");
  }
}
