package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.compare.AlignedMessage;
import dev.plumbline.diagnose.compare.Comparison;
import dev.plumbline.diagnose.compare.Difference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two messages or handshakes side by side.
 *
 * @param title what is compared
 * @param left what stands on the left
 * @param right what stands on the right
 */
public record DiffTable(String title, String left, String right, List<Row> rows) {
  private static final String SAME = "the same";

  /**
   * One field of both.
   *
   * @param left its value on the left; empty if it is not there
   * @param right its value on the right; empty if it is not there
   * @param matters whether the difference changes a decision
   * @param why what it changes, with its clause; empty for equal values
   */
  public record Row(String field, String left, String right, boolean matters, String why) {
    /** Values that are shown alike differ where there is something to say of it: two randoms of 32 bytes. */
    boolean differs() {
      return !left.equals(right) || !why.isEmpty();
    }
  }

  public DiffTable {
    rows = List.copyOf(rows);
  }

  /** What differs between two handshakes, in the order of their messages; a message that does not differ says so. */
  public static DiffTable of(Comparison comparison) {
    Set<Row> rows = new LinkedHashSet<>();
    for (AlignedMessage each : comparison.messages()) {
      List<Difference> differences =
          comparison.differences().stream().filter(one -> one.message().equals(each.title())).toList();
      if (differences.isEmpty()) {
        rows.add(new Row(each.title(), SAME, SAME, false, ""));
      }
      differences.forEach(one -> rows.add(row(one)));
    }
    comparison.differences().forEach(one -> rows.add(row(one)));
    String left = comparison.a().name();
    String right = comparison.b().name();
    return new DiffTable(left + " and " + right, left, right, List.copyOf(rows));
  }

  /** Differences alone, between two that are no handshakes. */
  public static DiffTable of(String left, String right, List<Difference> differences) {
    return new DiffTable(left + " and " + right, left, right, differences.stream().map(DiffTable::row).toList());
  }

  private static Row row(Difference one) {
    String why = one.clause().isEmpty() ? one.why() : one.why() + " (" + one.clause() + ")";
    return new Row(one.place(), side(one.a()), side(one.b()), one.matters(), why);
  }

  private static String side(String value) {
    return value.equals(Difference.ABSENT) ? "" : value;
  }
}
