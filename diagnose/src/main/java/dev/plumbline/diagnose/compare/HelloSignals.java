package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.names.Names;
import java.util.Comparator;
import java.util.Optional;

/** What ClientHellos say in more than one way. */
final class HelloSignals {
  static final String VERSIONS = "extensions/supported_versions";

  private HelloSignals() {}

  /** By the extension or, without it, by client_version as the highest of all (RFC 8446 §4.2.1). */
  static void versions(RunMessage a, RunMessage b, FieldRule rule, Judge judge) {
    Optional<Field> listOfA = a.field(VERSIONS);
    Optional<Field> listOfB = b.field(VERSIONS);
    if (listOfA.isPresent() && listOfB.isPresent()) {
      FieldLists.compare(rule, VERSIONS, listOfA, listOfB, false, judge);
      return;
    }
    String textOfA = versions(a);
    String textOfB = versions(b);
    if (!highest(a).equals(highest(b))) {
      String path = listOfA.isPresent() || listOfB.isPresent() ? VERSIONS : rule.path();
      judge.differs(rule, path, textOfA, textOfB);
    } else if (!textOfA.equals(textOfB)) {
      judge.add(VERSIONS, textOfA, textOfB, false, "both offer the same highest version", rule.clause());
    }
  }

  private static String versions(RunMessage hello) {
    return hello.field(VERSIONS).map(list -> FieldLists.names(FieldLists.values(list)))
        .orElseGet(() -> "up to " + highest(hello));
  }

  /** By the number that ends the name, which grows with the version. */
  private static String highest(RunMessage hello) {
    Comparator<String> byNumber = Comparator.comparing(version -> version.substring(version.lastIndexOf('(') + 1));
    return hello.field(VERSIONS).flatMap(list -> FieldLists.values(list).stream().max(byNumber))
        .or(() -> hello.field("client_version").map(Field::value)).orElse(Difference.ABSENT);
  }

  /** By the extension or by a suite: one is as good as the other (RFC 5746 §3.4). */
  static void renegotiation(RunMessage a, RunMessage b, FieldRule rule, Judge judge) {
    String inA = renegotiation(a, rule);
    String inB = renegotiation(b, rule);
    if (inA.equals(inB)) {
      return;
    }
    if (inA.equals(Difference.ABSENT) || inB.equals(Difference.ABSENT)) {
      judge.differs(rule, rule.path(), inA, inB);
    } else {
      judge.add(rule.path(), inA, inB, false, "both say the same", rule.clause());
    }
  }

  private static String renegotiation(RunMessage hello, FieldRule rule) {
    boolean extension = hello.field(rule.path()).isPresent();
    boolean suite = SuiteDifferences.signalsRenegotiation(hello);
    if (extension) {
      return suite ? "as extension and suite" : "as extension";
    }
    return suite ? "as suite" : Difference.ABSENT;
  }

  /** Only uncompressed points are still in use; without the extension they are meant (RFC 8422 §5.1.2). */
  static void pointFormats(RunMessage a, RunMessage b, FieldRule rule, Judge judge) {
    Optional<Field> inA = a.field(rule.path());
    Optional<Field> inB = b.field(rule.path());
    String textOfA = inA.map(field -> FieldLists.names(FieldLists.values(field))).orElse(Difference.ABSENT);
    String textOfB = inB.map(field -> FieldLists.names(FieldLists.values(field))).orElse(Difference.ABSENT);
    if (uncompressed(inA) != uncompressed(inB)) {
      judge.differs(rule, rule.path(), textOfA, textOfB);
    } else if (!textOfA.equals(textOfB)) {
      judge.add(rule.path(), textOfA, textOfB, false, "points go uncompressed in any case", rule.clause());
    }
  }

  private static boolean uncompressed(Optional<Field> formats) {
    return formats.isEmpty() || FieldLists.values(formats.get()).contains(Names.pointFormat(0));
  }
}
