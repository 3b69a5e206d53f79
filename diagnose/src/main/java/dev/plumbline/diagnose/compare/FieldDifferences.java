package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares two messages of the same kind by the rules for their fields. */
final class FieldDifferences {
  private static final String EXTENSIONS = "extensions";

  private final RunMessage a;
  private final RunMessage b;
  private final Judge judge;
  private final Set<String> covered = new HashSet<>();

  private FieldDifferences(RunMessage a, RunMessage b, Answers answers) {
    this.a = a;
    this.b = b;
    this.judge = new Judge(answers, a.title());
  }

  static List<Difference> of(RunMessage a, RunMessage b, Answers answers) {
    FieldDifferences fields = new FieldDifferences(a, b, answers);
    if (!Arrays.equals(a.body(), b.body())) {
      FieldRule.of(a.name()).forEach(fields::apply);
      fields.malformed();
    }
    fields.records();
    return fields.judge.differences();
  }

  private void apply(FieldRule rule) {
    covered.add(rule.path());
    if (rule.path().equals(FieldRule.ANY)) {
      judge.differs(rule, "", a.body().length + " bytes", b.body().length + " bytes");
    } else if (rule.path().equals(EXTENSIONS + "/" + FieldRule.ANY)) {
      otherExtensions(rule);
    } else {
      compare(rule, rule.path());
    }
  }

  private void otherExtensions(FieldRule rule) {
    Set<String> names = new LinkedHashSet<>();
    for (RunMessage message : List.of(a, b)) {
      message.field(EXTENSIONS).ifPresent(block -> block.children().forEach(one -> names.add(one.name())));
    }
    for (String name : names) {
      String path = EXTENSIONS + "/" + name;
      if (name.startsWith("GREASE")) {
        covered.add(path);
      } else if (a.field(path).or(() -> b.field(path)).filter(FieldLists::isExtension).isPresent()
          && covered.add(path)) {
        compare(rule, path);
      }
    }
  }

  private void compare(FieldRule rule, String path) {
    switch (rule.kind()) {
      case SUITES -> new SuiteDifferences(a, b, judge).compare(rule);
      case VERSIONS -> {
        covered.add(HelloSignals.VERSIONS);
        HelloSignals.versions(a, b, rule, judge);
      }
      case RENEGOTIATION -> HelloSignals.renegotiation(a, b, rule, judge);
      case FORMATS -> HelloSignals.pointFormats(a, b, rule, judge);
      case CHAIN -> new ChainDifferences(a, b, judge).compare();
      case SET -> FieldLists.compare(rule, path, a.field(path), b.field(path), false, judge);
      case SEQUENCE -> FieldLists.compare(rule, path, a.field(path), b.field(path), true, judge);
      case MEANING -> texts(rule, path, Field::meaning);
      case VALUE -> texts(rule, path, FieldDifferences::shown);
      case BYTES -> bytes(rule, path);
    }
  }

  private void texts(FieldRule rule, String path, Function<Field, String> text) {
    String inA = a.field(path).map(text).orElse(Difference.ABSENT);
    String inB = b.field(path).map(text).orElse(Difference.ABSENT);
    if (!inA.equals(inB)) {
      judge.differs(rule, path, inA, inB);
    }
  }

  private static String shown(Field field) {
    return field.value().isEmpty() ? "there" : field.value();
  }

  private void bytes(FieldRule rule, String path) {
    Optional<Field> inA = a.field(path);
    Optional<Field> inB = b.field(path);
    boolean same = inA.isPresent() == inB.isPresent()
        && (inA.isEmpty() || RunMessage.sameBytes(a, inA.get(), b, inB.get()));
    if (!same) {
      judge.differs(rule, path, inA.map(this::brief).orElse(Difference.ABSENT),
          inB.map(this::brief).orElse(Difference.ABSENT));
    }
  }

  private String brief(Field field) {
    return field.value().isEmpty() ? field.length() + " bytes" : field.value();
  }

  /** What could not be read, wherever it is. */
  private void malformed() {
    List<String> inA = malformed(a.tree()).toList();
    List<String> inB = malformed(b.tree()).toList();
    if (!inA.equals(inB)) {
      judge.add("malformed", inA.isEmpty() ? "nothing" : FieldLists.names(inA),
          inB.isEmpty() ? "nothing" : FieldLists.names(inB), true,
          "who can't parse a message refuses it with decode_error", "RFC 5246 §7.2.2");
    }
  }

  private static Stream<String> malformed(Field field) {
    return field.notUnderstood() ? Stream.of(field.meaning()) : field.children().stream().flatMap(
        FieldDifferences::malformed);
  }

  /** A stack that does not reassemble needs every message in one record. */
  private void records() {
    if (a.records() > 0 && b.records() > 0 && a.records() == 1 != (b.records() == 1)) {
      judge.add("records", "in " + records(a.records()), "in " + records(b.records()), true,
          "a stack that does not put messages together again can only read what comes in one record",
          "RFC 5246 §6.2.1");
    }
  }

  private static String records(int count) {
    return count == 1 ? "1 record" : count + " records";
  }
}
