package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each normative statement that binds a client or the codec is named by a test or listed in {@code docs/mqtt.md} with
 * the reason why not, and that page says the truth about it.
 */
class NormativeCoverageTest {
  private static final Path PAGE = Path.of("..", "docs", "mqtt.md");
  private static final String UNTESTED = "not tested: ";

  @Test
  void everyStatementIsTestedOrExcusedAndThePageSaysWhich() throws IOException {
    Map<String, String> rows = rowsOf(PAGE);
    Map<String, TreeSet<String>> tests = testsByStatement();
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> statement : statements().entrySet()) {
      String id = statement.getKey();
      String row = rows.getOrDefault(id, "");
      boolean excused = row.contains("| " + UNTESTED);
      TreeSet<String> named = tests.getOrDefault(id, new TreeSet<>());
      String expected = "| " + id + " | " + statement.getValue() + " | " + String.join(", ", named) + " |";
      if (named.isEmpty() ? !excused : !row.equals(expected)) {
        wrong.add(expected);
      }
    }
    assertEquals("", String.join("\n", wrong), "rows that docs/mqtt.md should have");
    assertEquals(statements().keySet(), rows.keySet());
  }

  @Test
  void noTestNamesAStatementThatIsNotInTheList() throws IOException {
    for (String id : testsByStatement().keySet()) {
      assertFalse(statements().get(id) == null, id);
    }
  }

  @Test
  void knowsTheSeventyThreeStatements() throws IOException {
    assertEquals(73, statements().size());
  }

  /** Statement to our paraphrase of it. */
  private static Map<String, String> statements() throws IOException {
    Map<String, String> statements = new TreeMap<>();
    try (var in = NormativeCoverageTest.class.getResourceAsStream("normative.csv")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", 3);
        statements.put(fields[0], fields[2].replace("\"", ""));
      }
    }
    return statements;
  }

  private static Map<String, String> rowsOf(Path page) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("| MQTT-")) {
        assertEquals(null, rows.put(line.split("\\|")[1].strip(), line), "a statement with two rows");
      }
    }
    return rows;
  }

  private static Map<String, TreeSet<String>> testsByStatement() throws IOException {
    Map<String, TreeSet<String>> tests = new TreeMap<>();
    for (Class<?> type : testClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        Normative normative = method.getAnnotation(Normative.class);
        for (String id : normative == null ? new String[0] : normative.value()) {
          tests.computeIfAbsent(id, unused -> new TreeSet<>())
              .add("`" + type.getSimpleName() + "." + method.getName() + "`");
        }
      }
    }
    return tests;
  }

  private static List<Class<?>> testClasses() throws IOException {
    try {
      Path root = Path.of(NormativeCoverageTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files.filter(path -> path.toString().endsWith("Test.class")).toList()) {
          String name = root.relativize(file).toString().replace(".class", "").replace('/', '.').replace('\\', '.');
          classes.add(Class.forName(name));
        }
        return classes;
      }
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
