package dev.plumbline.diagnose.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Status codes of stacks and modems, TLS alerts and MQTT return codes, by number and by name. Stateless. */
public final class VendorCodes {
  static final CodeTable TABLE = CodeTable.load();

  private VendorCodes() {}

  /** The ids of the stacks that are known, in the order in which meanings are told. */
  public static List<String> stacks() {
    return TABLE.stacks().stream().map(CodeStack::id).toList();
  }

  /**
   * What a code means, the likeliest stack first; empty if nobody knows it.
   *
   * @param code as the user wrote it: a number in any notation, a name, a line of a log that ends with the number
   * @param stack an id, the beginning of one ({@code quectel}), or a status vocabulary of a device profile
   *     ({@code netx-5.12})
   * @param version of the stack, as the user wrote it; {@code 1.7} and {@code 2} of NetX are versions of the SSP
   * @throws IllegalArgumentException naming those that there are, if there is no such stack
   */
  public static List<CodeMeaning> lookup(String code, Optional<String> stack, Optional<String> version) {
    return new CodeSearch(TABLE, CodeQuery.of(code), stacks(stack), version.or(() -> versionIn(stack))).meanings();
  }

  /** As {@link #lookup}, with what to watch out for, and what is nearest if nobody knows the code. */
  public static Explanation explain(String code, Optional<String> stack, Optional<String> version) {
    CodeQuery query = CodeQuery.of(code);
    List<CodeStack> stacks = stacks(stack);
    Optional<String> wanted = version.or(() -> versionIn(stack));
    List<CodeMeaning> meanings = new CodeSearch(TABLE, query, stacks, wanted).meanings();
    if (!meanings.isEmpty()) {
      return new Explanation(code, meanings, CodeRemarks.of(TABLE, query, meanings, stack.isPresent()), List.of());
    }
    List<String> remarks = new ArrayList<>();
    if (wanted.isPresent()) {
      new CodeSearch(TABLE, query, stacks, Optional.empty()).meanings().forEach(
          other -> remarks.add(other.label() + " is of " + other.title() + ", " + other.versions()));
    }
    return new Explanation(code, List.of(), remarks, Nearest.to(TABLE, query, stacks));
  }

  private static List<CodeStack> stacks(Optional<String> name) {
    if (name.isEmpty()) {
      return TABLE.stacks();
    }
    String wanted = name.get().strip().toLowerCase(Locale.ROOT);
    return Stream.of(wanted, withoutVersion(wanted))
        .map(called -> TABLE.stacks().stream().filter(one -> one.isCalled(called)).toList())
        .filter(found -> !found.isEmpty()).findFirst().orElseThrow(() -> new IllegalArgumentException(
            "there is no stack '" + name.get() + "'; there are " + String.join(", ", stacks())));
  }

  /** The version at the end of a status vocabulary's name. */
  private static Optional<String> versionIn(Optional<String> stack) {
    return stack.map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !withoutVersion(name).equals(name))
        .map(name -> name.substring(withoutVersion(name).length() + 1));
  }

  private static String withoutVersion(String name) {
    return name.replaceFirst("-[0-9][0-9.]*$", "");
  }
}
