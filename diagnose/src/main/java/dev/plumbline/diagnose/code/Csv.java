package dev.plumbline.diagnose.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table of this package: comma-separated (RFC 4180), remarks after {@code #}, names of columns first. */
final class Csv {
  private Csv() {}

  /** The rows without the names of the columns; each has {@code columns} fields. */
  static List<List<String>> rows(String resource, int columns) {
    try (InputStream in = Csv.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<List<String>> rows =
          text.lines().filter(line -> !line.startsWith("#")).skip(1).map(Csv::fields).toList();
      for (List<String> row : rows) {
        if (row.size() != columns) {
          throw new IllegalStateException(resource + ": " + row + " has not " + columns + " fields");
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of one line; quotation marks hold commas and, doubled, themselves. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
