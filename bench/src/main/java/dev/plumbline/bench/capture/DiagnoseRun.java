package dev.plumbline.bench.capture;

import dev.plumbline.diagnose.capture.CaptureException;
import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.diagnose.rule.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One capture from its first byte to the diagnosis of every connection in it, timed: what {@code plumbline diagnose}
 * does before it prints.
 *
 * @param bytes of the file
 * @param connections in it
 * @param diagnosed how many got an answer
 * @param readNanos for reading packets and putting conversations together
 * @param ruleNanos for the rules
 * @param peakBytes most heap in use at once, garbage included
 * @param keptBytes heap in use at the end, after a collection
 */
record DiagnoseRun(
    long bytes, int connections, int diagnosed, long readNanos, long ruleNanos, long peakBytes, long keptBytes) {

  /** {@code DiagnoseRun FILE}: prints the numbers, one line, for {@link #parse}. */
  public static void main(String[] args) throws IOException, CaptureException {
    System.out.println(of(Path.of(args[0])).line());
  }

  static DiagnoseRun of(Path file) throws IOException, CaptureException {
    long begin = System.nanoTime();
    ConversationRecorder recorder = new ConversationRecorder(KeyLog.of(new byte[0]));
    CaptureSummary summary;
    try (InputStream in = Files.newInputStream(file)) {
      summary = CaptureReader.read(in, Files.size(file), recorder, CaptureProgress.NONE);
    }
    Surroundings surroundings = new Surroundings(
        recorder.conversations(), recorder.names(), Optional.of(Instant.ofEpochSecond(0, summary.lastNanos())));
    long read = System.nanoTime();
    Diagnosis diagnosis = new Diagnostician().diagnose(surroundings, Evidence.none(), List.of());
    long ruled = System.nanoTime();
    long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
    System.gc();
    long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new DiagnoseRun(
        summary.bytes(), surroundings.conversations().size(), diagnosis.connections().size(), read - begin,
        ruled - read, peak, kept);
  }

  String line() {
    return bytes + " " + connections + " " + diagnosed + " " + readNanos + " " + ruleNanos + " " + peakBytes + " "
        + keptBytes;
  }

  static DiagnoseRun parse(String line) {
    String[] words = line.strip().split(" ");
    return new DiagnoseRun(
        Long.parseLong(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]),
        Long.parseLong(words[4]), Long.parseLong(words[5]), Long.parseLong(words[6]));
  }
}
