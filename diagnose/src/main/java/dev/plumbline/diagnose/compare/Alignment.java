package dev.plumbline.diagnose.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which message of the one handshake belongs to which of the other: the longest common sequence of their kinds. */
final class Alignment {
  private Alignment() {}

  /**
   * Both sequences, merged. Of what only one has, alerts come first, because what the other has beyond them follows
   * from them; then what the first has.
   */
  static List<AlignedMessage> of(List<RunMessage> a, List<RunMessage> b) {
    int[][] common = common(a, b);
    List<AlignedMessage> aligned = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && alike(a.get(i), b.get(j))) {
        aligned.add(new AlignedMessage(Optional.of(a.get(i++)), Optional.of(b.get(j++))));
      } else if (j == b.size() || i < a.size() && isNext(a.get(i), common[i + 1][j], b.get(j), common[i][j + 1])) {
        aligned.add(new AlignedMessage(Optional.of(a.get(i++)), Optional.empty()));
      } else {
        aligned.add(new AlignedMessage(Optional.empty(), Optional.of(b.get(j++))));
      }
    }
    return aligned;
  }

  private static boolean isNext(RunMessage one, int commonWithout, RunMessage other, int commonWithoutOther) {
    if (commonWithout == commonWithoutOther) {
      return isAlert(one) || !isAlert(other);
    }
    return commonWithout > commonWithoutOther;
  }

  private static boolean isAlert(RunMessage message) {
    return message.name().equals("Alert");
  }

  /** Length of the longest common sequence of what follows. */
  private static int[][] common(List<RunMessage> a, List<RunMessage> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] = alike(a.get(i), b.get(j))
            ? common[i + 1][j + 1] + 1
            : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static boolean alike(RunMessage one, RunMessage other) {
    return one.from() == other.from() && one.name().equals(other.name());
  }
}
