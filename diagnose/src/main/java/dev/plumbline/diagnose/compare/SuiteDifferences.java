package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import java.util.List;
import java.util.Optional;

/** The suites of two ClientHellos: those that a server could choose, and whether their order differs. */
final class SuiteDifferences {
  private static final String PATH = "cipher_suites";
  private static final int RENEGOTIATION_SCSV = 0x00ff;

  private final RunMessage a;
  private final RunMessage b;
  private final Judge judge;

  SuiteDifferences(RunMessage a, RunMessage b, Judge judge) {
    this.a = a;
    this.b = b;
    this.judge = judge;
  }

  void compare(FieldRule rule) {
    List<String> suitesOfA = suites(a);
    List<String> suitesOfB = suites(b);
    List<String> onlyA = FieldLists.without(suitesOfA, suitesOfB);
    List<String> onlyB = FieldLists.without(suitesOfB, suitesOfA);
    boolean useful = onlyA.stream().anyMatch(suite -> possible(suite, a))
        || onlyB.stream().anyMatch(suite -> possible(suite, b));
    if (useful) {
      judge.differs(rule, PATH, FieldLists.also(onlyA), FieldLists.also(onlyB));
    } else if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
      judge.add(PATH, FieldLists.also(onlyA), FieldLists.also(onlyB), false,
          "suites of TLS 1.3 can't be chosen when that version is not offered", "RFC 8446 §4.1.1");
    }
    FieldLists.order(
        rule, PATH, FieldLists.without(suitesOfA, onlyA), FieldLists.without(suitesOfB, onlyB), true, judge);
  }

  /** Without the one that only signals what renegotiation_info says as well. */
  private static List<String> suites(RunMessage hello) {
    String signal = Names.suite(RENEGOTIATION_SCSV);
    List<String> all = hello.field(PATH).map(FieldLists::values).orElse(List.of());
    return all.stream().filter(suite -> !suite.equals(signal)).distinct().toList();
  }

  /** Whether a server that speaks the hello's versions could choose it. */
  private static boolean possible(String suite, RunMessage hello) {
    String name = suite.substring(0, suite.lastIndexOf(" ("));
    Optional<SuiteInfo> info =
        Names.suiteCode(name).stream().boxed().findFirst().flatMap(Names::suiteInfo);
    return info.isEmpty() || !info.get().tls13() || offersTls13(hello);
  }

  private static boolean offersTls13(RunMessage hello) {
    Optional<Field> versions = hello.field("extensions/supported_versions");
    return versions.isPresent() && FieldLists.values(versions.get()).contains(Names.version(0x0304));
  }

  /** Whether the hello signals secure renegotiation by a suite (RFC 5746 §3.3). */
  static boolean signalsRenegotiation(RunMessage hello) {
    return hello.field(PATH).map(FieldLists::values).orElse(List.of()).contains(Names.suite(RENEGOTIATION_SCSV));
  }
}
