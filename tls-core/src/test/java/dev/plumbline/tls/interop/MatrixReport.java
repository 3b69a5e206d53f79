package dev.plumbline.tls.interop;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.testing.peer.Peer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What came of the cases, as a table: a row for each feature, a column for each peer, how many cases passed. */
final class MatrixReport {
  private static final String NONE = "–";

  private final Map<Peer, List<Result>> results = new LinkedHashMap<>();

  /** How a case ended. */
  enum Outcome {
    PASSED,
    /** The peer broke its promise, as it is known to do, and we told it so. */
    REFUSED,
    FAILED
  }

  /** What came of a case; the group is what the server picked. */
  record Result(Case of, Outcome outcome, Optional<NamedGroup> group) {}

  void peer(Peer peer) {
    results.put(peer, new ArrayList<>());
  }

  void add(Peer peer, Result result) {
    results.get(peer).add(result);
  }

  /** Markdown. */
  String table() {
    List<String> lines = new ArrayList<>();
    StringBuilder heading = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Peer peer : results.keySet()) {
      heading.append(' ').append(peer.name()).append(' ').append(peer.version()).append(" |");
      rule.append("---|");
    }
    lines.add(heading.toString());
    lines.add(rule.toString());
    row(lines, "all cases", result -> true);
    line(lines, "of these, a known defect of the peer refused", MatrixReport::refused);
    for (Case.Kind kind : Case.Kind.values()) {
      row(lines, kind.title, result -> result.of().kind() == kind);
    }
    for (NamedGroup group : NamedGroup.values()) {
      if (group.strong()) {
        row(lines, "key exchange in " + group.ianaName(), result -> result.group().equals(Optional.of(group)));
      }
    }
    rows(lines, "client key: ", Case.Device.class, result -> result.of().device());
    rows(lines, "resumption: ", Case.Resumption.class, result -> result.of().resumption());
    rows(lines, "master secret: ", Case.Binding.class, result -> result.of().binding());
    rows(lines, "record limit: ", Case.Limit.class, result -> result.of().limit());
    return String.join("\n", lines) + "\n";
  }

  private <E extends Enum<E>> void rows(List<String> lines, String title, Class<E> values, Choice<E> choice) {
    for (E value : EnumSet.allOf(values)) {
      row(lines, title + title(value), result -> choice.of(result) == value);
    }
  }

  private interface Choice<E> {
    E of(Result result);
  }

  private void row(List<String> lines, String title, Predicate<Result> counted) {
    line(lines, title, ofPeer -> passed(ofPeer.stream().filter(counted).toList()));
  }

  private void line(List<String> lines, String title, Function<List<Result>, String> cell) {
    StringBuilder line = new StringBuilder("| " + title + " |");
    results.values().forEach(ofPeer -> line.append(' ').append(cell.apply(ofPeer)).append(" |"));
    lines.add(line.toString());
  }

  private static String passed(List<Result> cases) {
    long failed = count(cases, Outcome.FAILED);
    if (cases.isEmpty()) {
      return NONE;
    }
    return failed == 0 ? Integer.toString(cases.size()) : cases.size() - failed + " of " + cases.size();
  }

  private static String refused(List<Result> cases) {
    long refused = count(cases, Outcome.REFUSED);
    return refused == 0 ? NONE : Long.toString(refused);
  }

  private static long count(List<Result> cases, Outcome outcome) {
    return cases.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static String title(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
