package dev.plumbline.diagnose.code;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is closest to a code that nobody knows. Stateless. */
final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /** Up to three labels with their stacks. */
  static List<String> to(CodeTable table, CodeQuery query, List<CodeStack> stacks) {
    Stream<CodeRow> rows = table.rows().stream().filter(row -> stacks.contains(row.stack()));
    if (!query.readings().isEmpty()) {
      long number = query.readings().get(0).value();
      return labels(rows.filter(row -> row.first().isPresent())
          .sorted(Comparator.comparingLong(row -> distance(row, number))));
    }
    int most = query.name().length() / 3;
    return labels(rows.filter(row -> !row.name().isEmpty() && distance(row, query.name()) <= most)
        .sorted(Comparator.comparingInt(row -> distance(row, query.name()))));
  }

  private static List<String> labels(Stream<CodeRow> rows) {
    return rows.limit(MOST).map(Nearest::label).distinct().toList();
  }

  private static String label(CodeRow row) {
    String number = row.first().isPresent() ? row.stack().written().of(row.first().getAsLong()) : "";
    return (row.name() + " " + number).strip() + " of " + row.stack().title();
  }

  private static long distance(CodeRow row, long number) {
    long first = row.first().getAsLong();
    return number < first ? saturated(first, number) : Math.max(0, saturated(number, row.last().getAsLong()));
  }

  private static long saturated(long larger, long smaller) {
    long difference = larger - smaller;
    return difference < 0 && larger > smaller ? Long.MAX_VALUE : difference;
  }

  /** Levenshtein's distance between the names; a name that only has more before or after is close. */
  private static int distance(CodeRow row, String name) {
    String other = CodeRow.normal(row.name());
    if (name.length() >= 4 && other.contains(name)) {
      return 1;
    }
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= name.length(); i++) {
      int diagonal = last[0];
      last[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int same = diagonal + (name.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = last[j];
        last[j] = Math.min(same, Math.min(last[j], last[j - 1]) + 1);
      }
    }
    return last[other.length()];
  }
}
