package dev.plumbline.diagnose.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What to watch out for: numbers that moved between versions, and numbers that several stacks have. Stateless. */
final class CodeRemarks {
  private static final String NETX = "netx";
  private static final String SSP = "ssp";

  private CodeRemarks() {}

  static List<String> of(CodeTable table, CodeQuery query, List<CodeMeaning> meanings, boolean stackGiven) {
    List<String> remarks = new ArrayList<>();
    if (has(meanings, NETX) && has(meanings, SSP)) {
      remarks.add(
          "NetX and the SSP's drivers have this number both: which function returned it decides. One that begins with "
              + "nx_ or nxd_ means the former");
    }
    TreeSet<String> stacks = meanings.stream().map(CodeMeaning::stack).collect(Collectors.toCollection(TreeSet::new));
    if (!stackGiven && stacks.size() > 1) {
      remarks.add(stacks.size() + " tables have this " + (query.readings().isEmpty() ? "name" : "number")
          + "; --stack says which is meant: " + String.join(", ", stacks));
    }
    meanings.stream().filter(one -> one.stack().equals(NETX)).map(CodeMeaning::name).distinct()
        .forEach(name -> moved(table, name).ifPresent(remarks::add));
    otherName(meanings).ifPresent(remarks::add);
    return remarks;
  }

  private static boolean has(List<CodeMeaning> meanings, String stack) {
    return meanings.stream().anyMatch(one -> one.stack().equals(stack));
  }

  /** One number, two statuses. */
  private static Optional<String> otherName(List<CodeMeaning> meanings) {
    List<CodeMeaning> netx = meanings.stream().filter(one -> one.stack().equals(NETX)).toList();
    boolean differ = netx.stream().map(CodeMeaning::name).distinct().count() > 1
        && netx.stream().map(CodeMeaning::number).distinct().count() == 1
        && netx.stream().map(CodeMeaning::versions).distinct().count() > 1;
    return differ
        ? Optional.of("the number means different things in SSP 1.7.x and in 6.x; --stack-version says which")
        : Optional.empty();
  }

  /** One status, two numbers; or a status that one version lacks. */
  private static Optional<String> moved(CodeTable table, String name) {
    OptionalLong before = number(table, name, Versions.OLD_NETX);
    OptionalLong after = number(table, name, Versions.NEW_NETX);
    if (before.equals(after)) {
      return Optional.empty();
    }
    CodeStack.Written hex = CodeStack.Written.HEX;
    return Optional.of(
        before.isEmpty()
            ? name + " is " + hex.of(after.getAsLong()) + " in 6.x; SSP 1.7.x does not have it"
            : after.isEmpty()
                ? name + " is " + hex.of(before.getAsLong()) + " in SSP 1.7.x; 6.x does not have it"
                : name + " is " + hex.of(before.getAsLong()) + " in SSP 1.7.x and " + hex.of(after.getAsLong())
                    + " in 6.x");
  }

  private static OptionalLong number(CodeTable table, String name, String version) {
    return table.rows(NETX).stream().filter(row -> row.name().equals(name) && row.isOf(version))
        .mapToLong(row -> row.first().getAsLong()).findFirst();
  }
}
