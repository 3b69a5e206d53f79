package dev.plumbline.diagnose.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * C source or configuration text, cut into lines, with and without comments, and the constants that it defines. Reads
 * what there is; nothing has to compile. Bounded: what is beyond the limits is not read.
 */
final class SourceText {
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_LINE = 500;
  private static final int MAX_DEPTH = 8;
  private static final Pattern DEFINE =
      Pattern.compile("#\\s*define\\s+(\\w+)\\s+(.+)|(?:^|\\s)(?:-D)?(\\w+)\\s*=\\s*([0-9][\\w ()*+]*);?\\s*$");
  private static final Pattern NUMBER = Pattern.compile("(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,9})[uUlL]*");

  /**
   * A line of the file.
   *
   * @param raw as it stands
   * @param code without comments
   */
  record Line(String raw, String code) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> constants = new HashMap<>();

  SourceText(String text) {
    boolean[] inComment = {false};
    String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    for (String raw : bounded.split("\\R")) {
      String line = raw.length() > MAX_LINE ? raw.substring(0, MAX_LINE) : raw;
      lines.add(new Line(line, withoutComments(line, inComment)));
    }
    for (Line line : lines) {
      Matcher define = DEFINE.matcher(line.code);
      if (define.find()) {
        boolean directive = define.group(1) != null;
        constants.put(define.group(directive ? 1 : 3), define.group(directive ? 2 : 4).strip());
      }
    }
  }

  List<Line> lines() {
    return lines;
  }

  private static String withoutComments(String line, boolean[] inComment) {
    StringBuilder code = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (inComment[0]) {
        int end = line.indexOf("*/", at);
        inComment[0] = end < 0;
        at = end < 0 ? line.length() : end + 2;
      } else if (line.startsWith("/*", at)) {
        inComment[0] = true;
        at += 2;
      } else if (line.startsWith("//", at) && (at == 0 || line.charAt(at - 1) != ':')) {
        break; // but not the slashes of a URL
      } else {
        code.append(line.charAt(at++));
      }
    }
    return code.toString();
  }

  /** The value of a number, a constant, or a product or sum of them. */
  Optional<Integer> value(String expression) {
    return value(expression, 0);
  }

  private Optional<Integer> value(String expression, int depth) {
    String plain = expression.replaceAll("[()]", " ").strip();
    if (depth > MAX_DEPTH || plain.isEmpty()) {
      return Optional.empty();
    }
    for (char operator : new char[] {'+', '*'}) {
      int at = plain.indexOf(operator);
      if (at > 0) {
        Optional<Integer> left = value(plain.substring(0, at), depth + 1);
        Optional<Integer> right = value(plain.substring(at + 1), depth + 1);
        return left.flatMap(a -> right.flatMap(b -> checked(operator == '+' ? (long) a + b : (long) a * b)));
      }
    }
    Matcher number = NUMBER.matcher(plain);
    if (number.matches()) {
      return checked(Long.decode(number.group(1).replaceFirst("^0+(?=[0-9])", "")));
    }
    return constants.containsKey(plain) ? value(constants.get(plain), depth + 1) : Optional.empty();
  }

  private static Optional<Integer> checked(long value) {
    return value >= 0 && value <= Integer.MAX_VALUE ? Optional.of((int) value) : Optional.empty();
  }
}
