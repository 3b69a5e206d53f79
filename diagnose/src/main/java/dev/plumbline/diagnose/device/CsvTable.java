package dev.plumbline.diagnose.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of a table that comes with this package: plain commas, remarks after {@code #}, names of columns first. */
final class CsvTable {
  private CsvTable() {}

  /** The rows without the names of the columns; each has {@code columns} fields. */
  static List<String[]> rows(String resource, int columns) {
    try (InputStream in = CsvTable.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String[]> rows =
          text.lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split(",", -1)).toList();
      for (String[] row : rows) {
        if (row.length != columns) {
          throw new IllegalStateException(resource + ": " + String.join(",", row) + " has not " + columns + " fields");
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
