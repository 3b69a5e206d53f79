package dev.plumbline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Does every benchmark run, and does what it measures arrive in the table? Not how fast anything is. */
class BenchSmokeTest {
  private static final Machine MACHINE = new Machine(LocalDate.of(2026, 11, 20), "a processor", 2, "a JVM", 0.5);

  @ParameterizedTest
  @EnumSource
  void everyStageRunsAndIsReported(BenchStage stage) throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true");
    Options once =
        new OptionsBuilder()
            .parent(stage.options(false))
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20))
            .build();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());

    Collection<RunResult> results =
        new Runner(once, OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT)).run();

    List<String> rows =
        new BenchReport(MACHINE, false, results).markdown().lines().filter(row -> row.startsWith("| ")).toList();
    assertTrue(rows.stream().anyMatch(row -> row.contains("| plumbline |")), rows::toString);
    assertEquals(List.of(), rows.stream().filter(row -> row.contains("NaN") || row.contains("∞")).toList());
    assertFalse(rows.stream().skip(1).anyMatch(row -> row.split("\\|").length != 7), rows::toString);
  }
}
