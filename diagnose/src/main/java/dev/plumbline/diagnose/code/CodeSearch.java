package dev.plumbline.diagnose.code;

import dev.plumbline.diagnose.code.CodeQuery.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One look into the table. */
final class CodeSearch {
  private static final String MBEDTLS = "mbedtls";
  private static final String FLAGS = "mbedtls-flags";
  private static final String LEFTOVER = CodeTable.UNKNOWN + " (";
  private static final int HIGH = 0x7F80;
  private static final int LOW = 0x7F;

  private final CodeTable table;
  private final CodeQuery query;
  private final List<CodeStack> stacks;
  private final List<CodeStack> meant;
  private final Optional<String> version;

  CodeSearch(CodeTable table, CodeQuery query, List<CodeStack> stacks, Optional<String> version) {
    this.table = table;
    this.query = query;
    this.stacks = stacks;
    meant = named(stacks, query);
    this.version = version;
  }

  /** Those of the stacks that a word before the number means; all of them if it means none. */
  private static List<CodeStack> named(List<CodeStack> stacks, CodeQuery query) {
    List<CodeStack> meant =
        stacks.stream().filter(stack -> query.words().stream().anyMatch(stack.words()::contains)).toList();
    return meant.isEmpty() ? stacks : meant;
  }

  List<CodeMeaning> meanings() {
    List<CodeMeaning> byName = byName(row -> CodeRow.normal(row.name()).equals(query.name()));
    if (!byName.isEmpty()) {
      return byName;
    }
    List<CodeMeaning> byNumber = byNumber();
    if (!byNumber.isEmpty() || query.name().length() < 4) {
      return byNumber;
    }
    return byName(row -> CodeRow.normal(row.name()).endsWith("_" + query.name()));
  }

  private List<CodeMeaning> byName(Predicate<CodeRow> fits) {
    List<CodeMeaning> found = new ArrayList<>();
    for (CodeRow row : table.rows()) {
      if (!row.name().isEmpty() && wanted(row) && fits.test(row)) {
        found.add(meaning(row, row.first().orElse(0)));
      }
    }
    return found;
  }

  /** Stacks that write their numbers as this one is written come first; what only fits as a leftover is left out. */
  private List<CodeMeaning> byNumber() {
    List<CodeMeaning> found = new ArrayList<>();
    List<CodeStack> ordered =
        meant.stream().sorted(Comparator.comparing(one -> one.writesHex() != query.hex())).toList();
    for (CodeStack stack : ordered) {
      for (Reading reading : query.readings()) {
        if (reading.isFor(stack.id())) {
          found.addAll(of(stack, reading.value()));
        }
      }
    }
    List<CodeMeaning> particular = found.stream().filter(one -> !one.meaning().contains(LEFTOVER)
        && !one.name().equals(CodeTable.RESERVED)).toList();
    return particular.isEmpty() ? found : particular;
  }

  private List<CodeMeaning> of(CodeStack stack, long number) {
    List<CodeMeaning> found = new ArrayList<>();
    for (CodeRow row : table.rows(stack.id())) {
      if (wanted(row) && row.covers(number)) {
        found.add(meaning(row, number));
      }
    }
    if (found.isEmpty() && stack.id().equals(MBEDTLS) && number < 0 && number > -0x8000) {
      composed(number).ifPresent(found::add);
    }
    if (found.isEmpty() && stack.id().equals(FLAGS) && flagsAreMeant()) {
      bits(number, found);
    }
    return found;
  }

  /** Several flags at once make any number at all, so only who asks for flags gets them. */
  private boolean flagsAreMeant() {
    return meant.size() == 1;
  }

  private void bits(long number, List<CodeMeaning> found) {
    for (CodeRow row : table.rows(FLAGS)) {
      long flag = row.first().orElse(0);
      if ((number & flag) != 0 && number > 0) {
        found.add(meaning(row, flag));
      }
    }
  }

  /** mbedTLS adds the failure of a module below to that of one above (error.h): the low seven bits are the former. */
  private Optional<CodeMeaning> composed(long number) {
    long high = -(-number & HIGH);
    long low = -(-number & LOW);
    Optional<CodeRow> above =
        table.rows(MBEDTLS).stream().filter(row -> wanted(row) && high != 0 && row.covers(high)).findFirst();
    if (above.isEmpty()) {
      return Optional.empty();
    }
    CodeMeaning outer = meaning(above.get(), high);
    Optional<CodeRow> below = table.rows(MBEDTLS).stream().filter(row -> row.covers(low)).findFirst();
    String inner = below.map(CodeRow::meaning).orElse("a failure that is not in the table");
    String name = outer.name() + " + " + below.map(CodeRow::name).orElse(CodeStack.Written.NEGATIVE_HEX.of(low));
    return Optional.of(
        new CodeMeaning(
            outer.stack(), outer.title(), outer.versions(), name, CodeStack.Written.NEGATIVE_HEX.of(number),
            outer.meaning() + "; below it: " + inner, outer.alert(), outer.possibleStages(), outer.findings(),
            outer.cases(), outer.next(), outer.basis(), outer.source()));
  }

  private boolean wanted(CodeRow row) {
    CodeStack stack = row.stack();
    return stacks.contains(stack)
        && (version.isEmpty() || row.isOf(Versions.normal(stack.id(), version.get())));
  }

  private CodeMeaning meaning(CodeRow row, long number) {
    CodeStack stack = row.stack();
    long rest = row.isRange() ? number - (row.first().getAsLong() >= 256 ? row.first().getAsLong() : 0) : number;
    String meaning = row.meaning().replace("%alert", table.alert(rest)).replace("%connack", table.connack(rest));
    Optional<Integer> alert =
        row.alert().isEmpty() ? Optional.empty()
            : Optional.of(row.alert().equals("%") ? (int) rest : Integer.parseInt(row.alert()));
    Optional<CodeHint> hint = table.hint(row, number);
    String source = joined(row.source(), hint.map(CodeHint::source).orElse(""));
    return new CodeMeaning(
        stack.id(), stack.title(), Versions.words(stack.id(), row.versions()), row.name(),
        row.first().isPresent() ? stack.written().of(number) : "", meaning, alert,
        hint.map(CodeHint::stages).orElse(CodeStack.stages(stack.first(), stack.last())),
        hint.map(CodeHint::findings).orElse(List.of()), hint.map(CodeHint::cases).orElse(List.of()),
        hint.map(CodeHint::next).orElse(stack.next()), hint.map(CodeHint::basis), source);
  }

  private static String joined(String source, String more) {
    return source.contains(more) ? source : more.startsWith(source) ? more : source + "; " + more;
  }
}
