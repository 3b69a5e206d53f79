package dev.plumbline.diagnose.names;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One registry: numbers and their names, from a table that comes with this package. Immutable. */
final class NameTable {
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> codes = new HashMap<>();

  /** @param resource the table without its ending: code and name, then whatever else it has */
  NameTable(String resource) {
    for (String[] row : rows(resource)) {
      int code = Integer.decode(row[0]);
      names.put(code, row[1]);
      codes.put(row[1].toLowerCase(Locale.ROOT), code);
    }
  }

  Optional<String> name(int code) {
    return Optional.ofNullable(names.get(code));
  }

  /** By name, capitals or not. */
  OptionalInt code(String name) {
    Integer code = codes.get(name.toLowerCase(Locale.ROOT));
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** The rows of a table: plain commas, remarks after {@code #}, names of columns first. */
  static List<String[]> rows(String resource) {
    try (InputStream in = NameTable.class.getResourceAsStream(resource + ".csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
