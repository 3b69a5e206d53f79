package dev.plumbline.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The results of one run as Markdown. Only numbers of the same run stand in one table, and the ratios are what counts:
 * the machine's speed is in none of them.
 */
final class BenchReport {
  private static final String OURS = "plumbline";
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int PERCENTILE = 50;

  /** One line: what was done, by whom, in how many ns and bytes. */
  private record Row(String operation, String who, double nanos, double bytes) {}

  private final Machine machine;
  private final boolean full;
  private final Collection<RunResult> results;

  BenchReport(Machine machine, boolean full, Collection<RunResult> results) {
    this.machine = machine;
    this.full = full;
    this.results = results;
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("`bench/run ").append(full ? "full" : "quick").append("` on ").append(machine).append(".\n");
    table(out, "Handshake, client side", turns(HandshakeBench.class, "scenario"));
    table(out, "Record, client side", turns(RecordBench.class, "size"));
    table(out, "State machine, null engine", averages(NullEngineBench.class));
    table(out, "PRF", averages(PrfBench.class));
    table(out, "MQTT codec", averages(MqttBench.class));
    return out.toString();
  }

  private static void table(StringBuilder out, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.append("\n| ").append(title).append(" | | time | ÷ floor | ÷ ours | B/op |\n|---|---|--:|--:|--:|--:|\n");
    String operation = "";
    for (Row row : rows) {
      String first = row.operation.equals(operation) ? "" : row.operation;
      operation = row.operation;
      out.append(String.format(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %,.0f |%n",
          first,
          row.who,
          time(row.nanos),
          ratio(row, HandshakeBench.FLOOR, rows),
          ratio(row, OURS, rows),
          row.bytes));
    }
  }

  private static String time(double nanos) {
    return nanos < 10_000
        ? String.format(Locale.ROOT, "%,.1f ns", nanos)
        : String.format(Locale.ROOT, "%,.1f µs", nanos / 1000);
  }

  private static String ratio(Row row, String to, List<Row> rows) {
    Optional<Row> base =
        rows.stream().filter(r -> r.operation.equals(row.operation) && r.who.equals(to)).findFirst();
    return base.map(b -> String.format(Locale.ROOT, "%.2f", row.nanos / b.nanos)).orElse("");
  }

  /** What the meters saw: one row for each, named by the parameter and by what follows the contestant's name. */
  private List<Row> turns(Class<?> benchmark, String parameter) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : of(benchmark)) {
      Map<String, ? extends Result<?>> secondary = secondary(result);
      secondary.forEach(
          (name, value) -> {
            Result<?> bytes = secondary.get(name + ClientSideProfiler.BYTES);
            if (bytes != null) {
              int space = name.indexOf(' ');
              String what = result.getParams().getParam(parameter) + (space < 0 ? "" : name.substring(space));
              String who = space < 0 ? name : name.substring(0, space);
              rows.add(new Row(what, who, value.getStatistics().getPercentile(PERCENTILE), bytes.getScore()));
            }
          });
    }
    return sorted(rows);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ? extends Result<?>> secondary(RunResult result) {
    return (Map<String, ? extends Result<?>>) (Map<String, ?>) result.getSecondaryResults();
  }

  /** What JMH measured by itself: the first two words of the method's name say what, the others by whom. */
  private List<Row> averages(Class<?> benchmark) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : of(benchmark)) {
      String method = result.getPrimaryResult().getLabel();
      double bytes = secondary(result).get(ALLOCATION).getScore();
      String[] words = method.split("(?=[A-Z])");
      String what = String.join(" ", List.of(words).subList(0, 2)).toLowerCase(Locale.ROOT);
      String who = String.join(" ", List.of(words).subList(2, words.length)).toLowerCase(Locale.ROOT);
      rows.add(new Row(what, who, nanos(result), bytes));
    }
    return sorted(rows);
  }

  /** The median where single operations were timed, else the average. */
  private static double nanos(RunResult result) {
    return result.getParams().getMode() == Mode.SampleTime
        ? result.getPrimaryResult().getStatistics().getPercentile(PERCENTILE)
        : result.getPrimaryResult().getScore();
  }

  private List<RunResult> of(Class<?> benchmark) {
    return results.stream().filter(r -> r.getParams().getBenchmark().startsWith(benchmark.getName() + ".")).toList();
  }

  /** Ours first, the floor last, within each operation; operations as they ran. */
  private static List<Row> sorted(List<Row> rows) {
    List<String> operations = rows.stream().map(Row::operation).distinct().toList();
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparingInt((Row row) -> operations.indexOf(row.operation)).thenComparingInt(BenchReport::place));
    return sorted;
  }

  private static int place(Row row) {
    return row.who.startsWith(OURS) ? 0 : row.who.startsWith(HandshakeBench.FLOOR) ? 2 : 1;
  }
}
