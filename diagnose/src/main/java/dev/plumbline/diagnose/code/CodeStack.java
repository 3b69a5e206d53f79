package dev.plumbline.diagnose.code;

import dev.plumbline.diagnose.finding.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A stack, or a part of one, with numbers of its own.
 *
 * @param id as users write it: {@code netx}
 * @param title for people
 * @param written how it writes its numbers
 * @param words what may stand before a number and means this stack, in lower case
 * @param first the earliest stage that a code of it leaves possible if nothing more is known of the code
 * @param last the latest
 * @param next what evidence to take next if nothing more is known of the code
 */
record CodeStack(String id, String title, Written written, List<String> words, Stage first, Stage last, String next) {

  /** How numbers are written. */
  enum Written {
    DECIMAL,
    HEX,
    NEGATIVE_HEX,
    /** Eight hexadecimal digits without a prefix. */
    OPENSSL;

    String of(long number) {
      return switch (this) {
        case DECIMAL -> Long.toString(number);
        case HEX -> String.format(Locale.ROOT, "0x%X", number);
        case NEGATIVE_HEX -> String.format(Locale.ROOT, number < 0 ? "-0x%04X" : "0x%04X", Math.abs(number));
        case OPENSSL -> String.format(Locale.ROOT, "%08X", number);
      };
    }
  }

  static CodeStack of(List<String> row) {
    return new CodeStack(
        row.get(0), row.get(1), Written.valueOf(constant(row.get(2))), List.of(row.get(3).split(" ")),
        Stage.valueOf(constant(row.get(4))), Stage.valueOf(constant(row.get(5))), row.get(6));
  }

  static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static Set<Stage> stages(Stage first, Stage last) {
    return EnumSet.range(first, last);
  }

  boolean writesHex() {
    return written == Written.HEX || written == Written.NEGATIVE_HEX;
  }

  /** Whether a user means it: its id, the beginning of it, or one of its words. */
  boolean isCalled(String name) {
    return id.equals(name) || id.startsWith(name + "-") || words.contains(name);
  }
}
