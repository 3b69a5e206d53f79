package dev.plumbline.diagnose.code;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables that were collected, where they are at hand: {@code -Dcodes.dir}. */
final class SharedTables {
  private static final Path DIRECTORY = Path.of(System.getProperty("codes.dir", "../../shared/data"));

  private SharedTables() {}

  /** The rows of one of them, without the names of the columns. */
  static List<List<String>> rows(String name) throws IOException {
    Path file = DIRECTORY.resolve(name);
    assumeTrue(Files.exists(file), "there is no " + file);
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      rows.add(fields(line));
    }
    return rows.subList(1, rows.size());
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String part : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      fields.add(part.replaceAll("^\"|\"$", "").replace("\"\"", "\""));
    }
    return fields;
  }
}
