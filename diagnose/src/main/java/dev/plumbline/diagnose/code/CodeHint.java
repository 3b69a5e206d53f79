package dev.plumbline.diagnose.code;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.profile.Basis;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What more is known of some codes of a stack.
 *
 * @param matches names or numbers, in the form in which names are compared; an asterisk stands for any rest
 */
record CodeHint(
    String stack, List<String> matches, Set<Stage> stages, List<FindingId> findings, List<String> cases, String next,
    Basis basis, String source) {
  static final int COLUMNS = 9;

  static CodeHint of(List<String> row) {
    return new CodeHint(
        row.get(0), Arrays.stream(row.get(1).split("\\|")).map(String::strip).toList(),
        CodeStack.stages(Stage.valueOf(CodeStack.constant(row.get(2))), Stage.valueOf(CodeStack.constant(row.get(3)))),
        words(row.get(4)).stream().map(id -> FindingId.of(id).orElseThrow()).toList(), words(row.get(5)), row.get(6),
        Basis.valueOf(CodeStack.constant(row.get(7))), row.get(8));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  boolean fits(String ofStack, String name, String number) {
    return stack.equals(ofStack) && matches.stream().anyMatch(match -> fits(match, name) || fits(match, number));
  }

  private static boolean fits(String match, String text) {
    return match.endsWith("*") ? text.startsWith(match.substring(0, match.length() - 1)) : text.equals(match);
  }
}
