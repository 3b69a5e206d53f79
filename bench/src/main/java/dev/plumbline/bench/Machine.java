package dev.plumbline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** Where and when something was measured, as far as a reader needs it to judge the numbers. */
record Machine(LocalDate date, String processor, int cores, String virtualMachine, double load) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine now() throws IOException {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processorName() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s, load average %.1f at the start, %s",
        processor, cores, virtualMachine, load, date);
  }
}
