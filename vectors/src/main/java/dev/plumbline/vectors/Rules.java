package dev.plumbline.vectors;

import java.util.List;
import java.util.regex.Pattern;

/** What a value must look like; the JSON Schema says the same, and a test holds the two together. */
final class Rules {
  /** Suites, groups, schemes, purposes and trace points, by the constant's name. */
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*+");

  private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN [A-Z0-9 ]+-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END [A-Z0-9 ]+-----\n");

  private Rules() {}

  static void matches(Pattern pattern, String value, String otherwise) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static void constant(String value) {
    matches(CONSTANT, value, "not the name of a constant, such as SECP256R1");
  }

  static void constantOrNull(String value) {
    if (value != null) {
      constant(value);
    }
  }

  static List<String> constants(List<String> values) {
    present(values, "list of names").forEach(Rules::constant);
    return List.copyOf(values);
  }

  static void fileName(String value) {
    matches(FILE_NAME, value, "not a name of lower-case words with hyphens between them");
  }

  static void pem(String value) {
    matches(PEM, value, "not one PEM block with its line ends");
  }

  static List<String> pems(List<String> values) {
    present(values, "list of PEM blocks").forEach(Rules::pem);
    return List.copyOf(values);
  }

  static void text(String value) {
    check(value != null && !value.isBlank(), "empty text");
  }

  static <T> T present(T value, String what) {
    check(value != null, "no " + what);
    return value;
  }

  static <T> List<T> some(List<T> values, String what) {
    check(values != null && !values.isEmpty(), "no " + what);
    return List.copyOf(values);
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
