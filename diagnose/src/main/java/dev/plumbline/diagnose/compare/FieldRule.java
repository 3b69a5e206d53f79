package dev.plumbline.diagnose.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a difference in one field can change: a line of {@code fields.txt}. */
record FieldRule(String message, String path, Kind kind, When when, String clause, String why) {
  static final String ANY = "*";
  private static final Pattern SEPARATOR = Pattern.compile(" \\| ");
  private static final List<FieldRule> ALL = lines("fields.txt")
      .map(line -> new FieldRule(line[0], line[1], Kind.valueOf(upper(line[2])), When.of(line[3]), line[4], line[5]))
      .toList();

  /** How two fields are compared. */
  enum Kind {
    VALUE,
    MEANING,
    SET,
    SEQUENCE,
    BYTES,
    VERSIONS,
    SUITES,
    RENEGOTIATION,
    FORMATS,
    CHAIN
  }

  /** When a difference can change what happens. */
  enum When {
    ALWAYS,
    NEVER,
    ANSWERED,
    CHOICE,
    KEYS;

    static When of(String word) {
      return valueOf(upper(word));
    }
  }

  /** The rules for a message, in the order in which differences are told. */
  static List<FieldRule> of(String message) {
    return ALL.stream().filter(rule -> rule.message.equals(message)).toList();
  }

  /** The lines of a table of this package, remarks left out. */
  static Stream<String[]> lines(String resource) {
    try (InputStream in = FieldRule.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(SEPARATOR::split);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
