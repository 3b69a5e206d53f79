package dev.plumbline.diagnose.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables, read once. Immutable. */
final class CodeTable {
  /** What stands for an alert without a name. */
  static final String UNKNOWN = "unknown";
  /** The name of the row for numbers that mean nothing. */
  static final String RESERVED = "reserved";

  private final Map<String, CodeStack> stacks = new LinkedHashMap<>();
  private final List<CodeRow> rows;
  private final List<CodeHint> hints;

  private CodeTable() {
    for (List<String> row : Csv.rows("stacks.csv", 7)) {
      stacks.put(row.get(0), CodeStack.of(row));
    }
    rows = Csv.rows("codes.csv", CodeRow.COLUMNS).stream()
        .map(row -> CodeRow.of(stacks.get(row.get(0)), row)).toList();
    hints = Csv.rows("hints.csv", CodeHint.COLUMNS).stream().map(CodeHint::of).toList();
  }

  static CodeTable load() {
    return new CodeTable();
  }

  List<CodeStack> stacks() {
    return List.copyOf(stacks.values());
  }

  List<CodeRow> rows() {
    return rows;
  }

  /** The rows of one stack. */
  List<CodeRow> rows(String stack) {
    return rows.stream().filter(row -> row.stack().id().equals(stack)).toList();
  }

  Optional<CodeHint> hint(CodeRow row, long number) {
    String text = row.first().isPresent() ? Long.toString(number) : "";
    return hints.stream().filter(hint -> hint.fits(row.stack().id(), row.name(), text)).findFirst();
  }

  /** As {@code handshake_failure (40)}. */
  String alert(long number) {
    String name = named("alert", number).map(CodeRow::name).orElse(UNKNOWN);
    return String.format(Locale.ROOT, "%s (%d)", name, number);
  }

  String connack(long number) {
    return named("connack", number).map(CodeRow::meaning).orElse(UNKNOWN);
  }

  private Optional<CodeRow> named(String stack, long number) {
    return rows(stack).stream().filter(row -> row.covers(number)).findFirst();
  }
}
