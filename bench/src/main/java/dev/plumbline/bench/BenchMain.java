package dev.plumbline.bench;

import dev.plumbline.bench.capture.CaptureBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code bench/run}: runs the stages one after the other, shows progress on stderr and the table on stdout. */
public final class BenchMain {
  private static final String USAGE =
      """
      usage: bench/run quick|full [--only STAGE]... [--write]
             bench/run capture [--write]
        quick         about five minutes
        full          about an hour: three JVMs for each benchmark, longer warm-up
        capture       makes a capture of 1 GB in bench/target and diagnoses it in 256 MB of heap; about a minute
        --only STAGE  handshakes, records, nullengine, prf or mqtt; more than once for more than one
        --write       put the table into docs/performance.md
      """;
  private static final int EXIT_USAGE = 2;

  private final boolean full;
  private final boolean write;
  private final List<BenchStage> stages;

  private BenchMain(boolean full, boolean write, List<BenchStage> stages) {
    this.full = full;
    this.write = write;
    this.stages = stages;
  }

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    if (List.of(args).equals(List.of("capture")) || List.of(args).equals(List.of("capture", "--write"))) {
      capture(args.length > 1);
      return;
    }
    BenchMain main = parse(args);
    if (main == null) {
      System.err.print(USAGE);
      System.exit(EXIT_USAGE);
    } else {
      main.run();
    }
  }

  /** What the arguments ask for, or null if they make no sense. */
  private static BenchMain parse(String[] args) {
    boolean full = args.length > 0 && args[0].equals("full");
    if (!full && (args.length == 0 || !args[0].equals("quick"))) {
      return null;
    }
    boolean write = false;
    List<BenchStage> only = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      String stage = args[i].equals("--only") && i + 1 < args.length ? args[++i] : "";
      int before = only.size();
      List.of(BenchStage.values()).stream().filter(s -> s.option().equals(stage)).forEach(only::add);
      boolean isWrite = args[i].equals("--write");
      if (only.size() == before && !isWrite) {
        return null;
      }
      write |= isWrite;
    }
    boolean incomplete = write && !only.isEmpty();
    return incomplete ? null : new BenchMain(full, write, only.isEmpty() ? List.of(BenchStage.values()) : only);
  }

  private static void capture(boolean write) throws IOException, InterruptedException {
    Machine machine = Machine.now();
    String report = "`bench/run capture` on " + machine + ".\n\n" + CaptureBench.run();
    System.out.print(report);
    if (write) {
      PerformancePage.CAPTURE.write(report);
    }
  }

  private void run() throws RunnerException, IOException {
    Machine machine = Machine.now();
    List<RunResult> results = new ArrayList<>();
    OutputFormat progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    for (BenchStage stage : stages) {
      System.err.println("== " + stage.option());
      Collection<RunResult> run = new Runner(stage.options(full), progress).run();
      results.addAll(run);
    }
    Path raw = Path.of("bench", "target", full ? "bench-full.json" : "bench-quick.json");
    Files.createDirectories(raw.getParent());
    ResultFormatFactory.getInstance(ResultFormatType.JSON, raw.toString()).writeOut(results);
    String report = new BenchReport(machine, full, results).markdown();
    System.out.print(report);
    System.err.println("raw results: " + raw);
    if (write) {
      PerformancePage.TABLE.write(report);
    }
  }
}
