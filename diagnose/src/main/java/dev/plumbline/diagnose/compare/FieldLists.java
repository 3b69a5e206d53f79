package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares lists of values: what only one of them has, and the order of what both have. */
final class FieldLists {
  static final String NOTHING_MORE = "nothing more";
  private static final String ORDER =
      "they are the same ones in another order, which decides where the server follows the client's";
  private static final int MOST_NAMES = 64;

  private FieldLists() {}

  static void compare(
      FieldRule rule, String path, Optional<Field> a, Optional<Field> b, boolean ordered, Judge judge) {
    if (a.isEmpty() || b.isEmpty()) {
      if (a.isPresent() != b.isPresent()) {
        judge.differs(rule, path, whole(a), whole(b));
      }
      return;
    }
    compare(rule, path, values(a.get()), values(b.get()), ordered, judge);
  }

  static void compare(
      FieldRule rule, String path, List<String> a, List<String> b, boolean ordered, Judge judge) {
    List<String> onlyA = without(a, b);
    List<String> onlyB = without(b, a);
    if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
      judge.differs(rule, path, also(onlyA), also(onlyB));
    }
    order(rule, path, without(a, onlyA), without(b, onlyB), ordered, judge);
  }

  /** The order of what both have. */
  static void order(
      FieldRule rule, String path, List<String> a, List<String> b, boolean ordered, Judge judge) {
    if (!a.equals(b)) {
      FieldRule.When when = ordered ? rule.when() : FieldRule.When.NEVER;
      String why = ordered ? ORDER : "their order means nothing";
      FieldRule order = new FieldRule(rule.message(), rule.path(), rule.kind(), when, rule.clause(), why);
      judge.differs(order, path, names(a) + " in this order", names(b) + " in this order");
    }
  }

  private static String whole(Optional<Field> list) {
    return list.map(one -> names(values(one))).orElse(Difference.ABSENT);
  }

  /** The values of a list's elements, or of the one list in an extension; GREASE left out (RFC 8701). */
  static List<String> values(Field field) {
    return elements(field).stream().map(Field::value).filter(value -> !value.startsWith("GREASE")).toList();
  }

  /** The elements of a list, as far as they were understood, without its length. */
  static List<Field> elements(Field field) {
    List<Field> children = field.children();
    if (isExtension(field)) {
      return children.size() < 3 ? List.of() : elements(children.get(2));
    }
    return children.stream().skip(1).filter(one -> !one.notUnderstood()).toList();
  }

  static boolean isExtension(Field field) {
    return !field.children().isEmpty() && field.children().get(0).name().equals("extension_type");
  }

  static List<String> without(List<String> all, List<String> those) {
    List<String> rest = new ArrayList<>(all);
    rest.removeAll(those);
    return rest;
  }

  static String also(List<String> names) {
    return names.isEmpty() ? NOTHING_MORE : "also " + names(names);
  }

  static String names(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
  }
}
