package dev.plumbline.diagnose.compare;

import java.util.ArrayList;
import java.util.List;

/** Decides of differences of one message whether they matter, and collects them. */
final class Judge {
  private final Answers answers;
  private final String title;
  private final List<Difference> differences = new ArrayList<>();

  Judge(Answers answers, String title) {
    this.answers = answers;
    this.title = title;
  }

  /** A difference that the rule is about. */
  void differs(FieldRule rule, String path, String a, String b) {
    String objection = objection(rule, path);
    boolean matters = objection.isEmpty() && rule.when() != FieldRule.When.NEVER;
    add(path, a, b, matters, objection.isEmpty() ? rule.why() : objection, rule.clause());
  }

  /** A difference that is judged already. */
  void add(String path, String a, String b, boolean matters, String why, String clause) {
    differences.add(new Difference(title, path, a, b, matters, why, clause));
  }

  /** What shows that it changed nothing; empty if nothing does. */
  private String objection(FieldRule rule, String path) {
    boolean none = switch (rule.when()) {
      case ALWAYS, NEVER -> false;
      case ANSWERED -> !answers.answered(path.substring(path.lastIndexOf('/') + 1));
      case CHOICE -> answers.sameChoice();
      case KEYS -> answers.sameKeys();
    };
    if (!none) {
      return "";
    }
    return switch (rule.when()) {
      case ANSWERED -> "no server took notice of it";
      case CHOICE -> "both servers chose " + answers.suite() + " all the same";
      default -> "both servers chose the same suite, chain, group and signature all the same";
    };
  }

  /** What matters first, otherwise in the order of the fields. */
  List<Difference> differences() {
    List<Difference> sorted = new ArrayList<>(differences.stream().filter(Difference::matters).toList());
    sorted.addAll(differences.stream().filter(difference -> !difference.matters()).toList());
    return sorted;
  }
}
