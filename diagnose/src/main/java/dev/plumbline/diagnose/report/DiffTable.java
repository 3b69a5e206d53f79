package dev.plumbline.diagnose.report;

import java.util.List;

/**
 * Two messages or handshakes side by side.
 *
 * @param title what is compared
 * @param left what stands on the left
 * @param right what stands on the right
 */
public record DiffTable(String title, String left, String right, List<Row> rows) {

  /**
   * One field of both.
   *
   * @param left its value on the left; empty if it is not there
   * @param right its value on the right; empty if it is not there
   * @param matters whether the difference changes a decision
   * @param why what it changes, with its clause; empty for equal values
   */
  public record Row(String field, String left, String right, boolean matters, String why) {
    boolean differs() {
      return !left.equals(right);
    }
  }

  public DiffTable {
    rows = List.copyOf(rows);
  }
}
