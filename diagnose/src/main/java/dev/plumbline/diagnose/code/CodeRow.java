package dev.plumbline.diagnose.code;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One row of the table of codes.
 *
 * @param first the first number that it is for; empty for what is not a number
 * @param last the last one
 * @param name as the stack's headers spell it; may be empty
 * @param versions of the stack; none for all
 * @param meaning a sentence; may hold {@code %alert} or {@code %connack}
 * @param alert what the stack sends with it; {@code %} for the rest of the number; may be empty
 */
record CodeRow(
    CodeStack stack,
    OptionalLong first,
    OptionalLong last,
    String name,
    List<String> versions,
    String meaning,
    String alert,
    String source) {
  static final int COLUMNS = 8;

  static CodeRow of(CodeStack stack, List<String> row) {
    return new CodeRow(
        stack, number(row.get(1)), number(row.get(2)), row.get(3),
        row.get(4).isEmpty() ? List.of() : List.of(row.get(4).split(" ")), row.get(5), row.get(6), row.get(7));
  }

  private static OptionalLong number(String text) {
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  boolean covers(long number) {
    return first.isPresent() && first.getAsLong() <= number && number <= last.getAsLong();
  }

  boolean isRange() {
    return first.isPresent() && first.getAsLong() != last.getAsLong();
  }

  boolean isOf(String version) {
    return versions.isEmpty() || versions.stream().anyMatch(one -> one.replace("?", "").equals(version));
  }

  /** A name in the form in which names are compared. */
  static String normal(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
  }
}
