package dev.plumbline.diagnose.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A private key as google-cloud-iot-arduino wants it in a string: exactly 32 pairs of hexadecimal digits with colons
 * between them, 95 characters (C73). OpenSSL prints a scalar with a leading 00, or a pair short. Stateless.
 */
public final class HexKeyText {
  private static final int PAIRS = 32;

  private HexKeyText() {}

  /** What is wrong with it, in sentences without a digit of the key; empty if it is as that library wants it. */
  public static List<String> check(String text) {
    String plain = text.replaceAll("[\\s\"\\\\]", "");
    List<String> problems = new ArrayList<>();
    if (!plain.equals(text)) {
      problems.add("blanks, line ends or quotation marks stand in it: write it in one line");
    }
    String[] pairs = plain.toLowerCase(Locale.ROOT).split(":", -1);
    for (int i = 0; i < pairs.length; i++) {
      if (!pairs[i].matches("[0-9a-f]{2}")) {
        problems.add("part " + (i + 1) + " is not two hexadecimal digits");
        return problems;
      }
    }
    if (pairs.length == PAIRS + 1 && pairs[0].equals("00")) {
      problems.add("it has 33 pairs: leave out the leading 00:");
    } else if (pairs.length < PAIRS) {
      problems.add("it has " + pairs.length + " pairs: put 00: in front of it until there are 32");
    } else if (pairs.length > PAIRS) {
      problems.add("it has " + pairs.length + " pairs and not 32: it is no scalar of P-256 (the public key, perhaps)");
    }
    return problems;
  }
}
