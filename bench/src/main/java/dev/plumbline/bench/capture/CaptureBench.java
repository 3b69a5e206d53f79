package dev.plumbline.bench.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long {@code plumbline diagnose} takes for a large capture, and in how much memory: in a JVM of its own, started
 * as the launcher starts it, with a heap that cannot grow.
 */
public final class CaptureBench {
  private static final long BYTES = 1_000_000_000;
  private static final long SEED = 1;
  private static final Path FILE = Path.of("bench", "target", "big.pcap");
  private static final String HEAP = "-Xmx256m";
  private static final double MEGABYTE = 1 << 20;

  private CaptureBench() {}

  /**
   * Makes the capture, diagnoses every connection in it, and returns the numbers as a table; the capture is deleted.
   */
  public static String run() throws IOException, InterruptedException {
    System.err.println("making a capture of 1 GB in " + FILE + " ...");
    Files.createDirectories(FILE.getParent());
    try {
      BigCapture.write(FILE, BYTES, Path.of("vectors", "golden"), SEED, BigCapture.FAILING);
      System.err.println("diagnosing it ...");
      return table(inItsOwnJvm(FILE));
    } finally {
      Files.deleteIfExists(FILE);
    }
  }

  private static DiagnoseRun inItsOwnJvm(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), DiagnoseRun.class.getName(),
        file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the JVM that diagnosed it failed");
    }
    return DiagnoseRun.parse(line);
  }

  static String table(DiagnoseRun run) {
    return String.format(Locale.ROOT, """
        | Capture | connections | reading | rules | in all | heap allowed | heap used at most | kept at the end |
        |--:|--:|--:|--:|--:|--:|--:|--:|
        | %,.0f MB | %,d | %.1f s | %.1f s | %.1f s | 256 MB | %.0f MB | %.0f MB |
        """,
        run.bytes() / 1e6, run.diagnosed(), run.readNanos() / 1e9, run.ruleNanos() / 1e9,
        (run.readNanos() + run.ruleNanos()) / 1e9, run.peakBytes() / MEGABYTE, run.keptBytes() / MEGABYTE);
  }
}
