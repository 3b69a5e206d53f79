package dev.plumbline.diagnose.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A code as users write it: {@code 0x10005}, {@code 65541}, {@code -9}, {@code alert 48}, {@code +QMTOPEN: 1,-1},
 * {@code error:0A000418:SSL routines}, or a name.
 *
 * @param name the whole text in the form in which names are compared
 * @param words the words in it, in lower case
 * @param readings what its last number may be
 * @param hex whether that number is written in hexadecimal
 */
record CodeQuery(String name, List<String> words, List<Reading> readings, boolean hex) {
  /** Longer texts are no codes. */
  static final int MAX_LENGTH = 200;

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![A-Za-z0-9_.])([-\u2212\u2013]?)(0[xX][0-9A-Fa-f]{1,15}|[0-9A-Fa-f]{8}|[0-9]{1,15})(?![A-Za-z0-9_])");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final long INT = 1L << 32;
  private static final long SHORT = 1L << 16;
  private static final long MBEDTLS_HIGH = 0x1000;

  /**
   * One way to read a number.
   *
   * @param only the one stack for which to read it so; empty for all
   */
  record Reading(long value, Optional<String> only) {
    boolean isFor(String stack) {
      return only.isEmpty() || only.get().equals(stack);
    }
  }

  static CodeQuery of(String text) {
    if (text.length() > MAX_LENGTH) {
      return new CodeQuery("", List.of(), List.of(), false);
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(NUMBER.matcher(text).replaceAll(" "));
    while (word.find()) {
      words.add(word.group().toLowerCase(Locale.ROOT));
    }
    List<Reading> readings = List.of();
    boolean hex = false;
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      hex = isHex(number.group(2));
      readings = readings(!number.group(1).isEmpty(), number.group(2));
    }
    return new CodeQuery(CodeRow.normal(text), words, readings, hex);
  }

  private static boolean isHex(String digits) {
    return digits.startsWith("0x") || digits.startsWith("0X");
  }

  private static List<Reading> readings(boolean negative, String digits) {
    List<Reading> readings = new ArrayList<>();
    boolean hex = isHex(digits);
    boolean eight = digits.length() == 8 && !hex;
    if (hex || digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long value = hex ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits);
      add(readings, negative ? -value : value);
    }
    if (eight && !negative) {
      readings.add(new Reading(Long.parseLong(digits, 16), Optional.of("openssl")));
    }
    return readings;
  }

  /** As it is, as two's complement of 32 and of 16 bits, and for mbedTLS with the sign that was left out. */
  private static void add(List<Reading> readings, long value) {
    readings.add(new Reading(value, Optional.empty()));
    if (value >= INT / 2 && value < INT) {
      readings.add(new Reading(value - INT, Optional.empty()));
    }
    if (value >= SHORT / 2 && value < SHORT) {
      readings.add(new Reading(value - SHORT, Optional.of("mbedtls")));
    } else if (value >= MBEDTLS_HIGH && value < SHORT / 2) {
      readings.add(new Reading(-value, Optional.of("mbedtls")));
    }
  }
}
