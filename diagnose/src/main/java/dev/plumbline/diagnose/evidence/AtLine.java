package dev.plumbline.diagnose.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log, whatever the terminal wrote in front of it.
 *
 * @param number counted from 1
 * @param name of the command or the result: {@code QSSLCFG}; {@code OK}, {@code ERROR}, {@code RDY}; empty for the rest
 * @param arguments without quotation marks
 * @param text the line
 */
record AtLine(int number, Kind kind, String name, List<String> arguments, String text) {
  private static final Pattern COMMAND = Pattern.compile("(?i)\\bAT\\+([A-Z0-9]{2,20})(?:=|\\?|$|\\s)(.*)");
  private static final Pattern RESULT = Pattern.compile("\\+([A-Z][A-Z0-9 ]{1,20}):\\s?(.*)");
  private static final Pattern FINAL =
      Pattern.compile("(?:^|[\\s>\\]:\\-])(OK|ERROR|CONNECT|RDY|APP RDY|NORMAL POWER DOWN)\\s*$");
  private static final Pattern PROMPT = Pattern.compile("(?:^|[\\s\\]:])>\\s*$");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|([^,\"]+)|(?<=,)(?=,|$)");

  /** What a line is. */
  enum Kind {
    COMMAND,
    RESULT,
    FINAL,
    PROMPT,
    OTHER
  }

  static AtLine of(int number, String text) {
    Matcher command = COMMAND.matcher(text);
    if (command.find()) {
      return new AtLine(
          number, Kind.COMMAND, command.group(1).toUpperCase(Locale.ROOT), arguments(command.group(2)), text);
    }
    Matcher result = RESULT.matcher(text);
    if (result.find()) {
      boolean error = result.group(1).startsWith("CM") && result.group(1).endsWith("ERROR");
      String name = error ? "ERROR" : result.group(1);
      return new AtLine(number, error ? Kind.FINAL : Kind.RESULT, name, arguments(result.group(2)), text);
    }
    Matcher last = FINAL.matcher(text);
    if (last.find()) {
      return new AtLine(number, Kind.FINAL, last.group(1), List.of(), text);
    }
    return new AtLine(number, PROMPT.matcher(text).find() ? Kind.PROMPT : Kind.OTHER, "", List.of(), text);
  }

  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(text.strip());
    while (argument.find()) {
      arguments.add(argument.group(1) != null ? argument.group(1) : argument.group(2) == null ? ""
          : argument.group(2).strip());
    }
    return arguments;
  }

  boolean is(Kind wanted, String wantedName) {
    return kind == wanted && name.equals(wantedName);
  }

  /** An argument in lower case; empty if there are not so many. */
  String argument(int index) {
    return index >= 0 && index < arguments.size() ? arguments.get(index).toLowerCase(Locale.ROOT) : "";
  }

  /** The last argument as a number. */
  OptionalInt last() {
    return number(arguments.size() - 1);
  }

  OptionalInt number(int index) {
    String text = argument(index);
    return text.matches("-?[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
