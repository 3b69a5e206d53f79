package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What often makes a value come out differently, and the clause that says how it should: one line of {@code
 * causes.txt}.
 */
public record Cause(TracePoint point, Clause clause, String sentence) {
  private static final String TABLE = "causes.txt";
  private static final Map<TracePoint, List<Cause>> BY_POINT = load();

  /** The causes for one value, the likeliest first; there is always one. */
  public static List<Cause> of(TracePoint point) {
    return BY_POINT.get(point);
  }

  private static Map<TracePoint, List<Cause>> load() {
    try (InputStream in = Cause.class.getResourceAsStream(TABLE);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Cause::parse)
          .collect(Collectors.groupingBy(Cause::point, () -> new EnumMap<>(TracePoint.class), Collectors.toList()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Cause parse(String line) {
    String[] fields = line.split(" \\| ", 3);
    return new Cause(TracePoint.of(fields[0]).orElseThrow(), Clause.parse(fields[1]).orElseThrow(), fields[2]);
  }
}
