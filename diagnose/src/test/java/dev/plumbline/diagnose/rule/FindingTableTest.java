package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of findings in {@code docs/diagnose.md} is {@code findings.txt}, which is held against the rules here.
 * {@code -Dfindings.update=true} writes it anew instead of comparing.
 */
class FindingTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "diagnose.md");
  private static final String BEGIN = "<!-- findings: written by FindingTableTest -->\n";
  private static final String END = "<!-- end of findings -->\n";
  private static final String UPDATE = "mvn -o -q -pl diagnose -am test -Dtest=FindingTableTest"
      + " -Dsurefire.failIfNoSpecifiedTests=false -Dfindings.update=true";

  /** A line of the table. */
  private record Row(FindingId id, String says, String shownBy, Confidence best, List<String> cases) {
    private static Row of(String line) {
      String[] parts = line.split("\\|", -1);
      return new Row(FindingId.of(parts[0]).orElseThrow(() -> new AssertionError(line)), parts[1], parts[2],
          Confidence.valueOf(parts[3].toUpperCase(Locale.ROOT)),
          parts[4].isEmpty() ? List.of() : List.of(parts[4].split(" ")));
    }
  }

  private final Map<FindingId, Row> rows = new LinkedHashMap<>();

  FindingTableTest() throws IOException {
    try (InputStream in = FindingTableTest.class.getResourceAsStream("findings.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.startsWith("#"))
          .map(Row::of)
          .forEach(row -> rows.put(row.id(), row));
    }
  }

  @Test
  void isTheTableInTheDocument() throws IOException {
    String page = Files.readString(DOCUMENT);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "docs/diagnose.md has lost its marks");
    if (Boolean.getBoolean("findings.update")) {
      Files.writeString(DOCUMENT, page.substring(0, begin) + table() + page.substring(end));
    } else {
      assertEquals(table(), page.substring(begin, end), "docs/diagnose.md is out of date; to write it anew: " + UPDATE);
    }
  }

  private String table() {
    StringBuilder out = new StringBuilder(
        "\n| id | what it says | what shows it | at best | cases |\n|---|---|---|---|---|\n");
    for (Row row : rows.values()) {
      out.append("| `").append(row.id().id()).append("` | ").append(row.says()).append(" | ").append(row.shownBy())
          .append(" | ").append(row.best().word()).append(" | ").append(String.join(", ", row.cases())).append(" |\n");
    }
    return out.append('\n').toString();
  }

  @Test
  void hasEveryFindingInItsOrder() {
    assertEquals(Arrays.asList(FindingId.values()), List.copyOf(rows.keySet()));
  }

  @Test
  void namesTheCasesThatTheRulesName() throws IOException {
    String sources = sources();
    Casebook casebook = new Casebook();
    for (Row row : rows.values()) {
      Finding finding = casebook.finding(row.id(), Family.OTHER).build();
      assertTrue(
          finding.caseId().isEmpty() || row.cases().contains(finding.caseId()), row.id() + " " + finding.caseId());
      row.cases().forEach(each -> assertTrue(sources.contains(each), row.id() + ": no rule speaks of " + each));
    }
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
      for (Path file : files.filter(Files::isRegularFile).filter(each -> each.toString().contains("rule")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void promisesNoLessThanTheRulesSayOfRealCaptures() throws Exception {
    Diagnostician diagnostician = new Diagnostician();
    List<String> wrong = new ArrayList<>();
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      for (ConnectionDiagnosis connection : each.diagnose(diagnostician).connections()) {
        for (Finding finding : connection.findings()) {
          Row row = rows.get(finding.id());
          if (finding.confidence().compareTo(row.best()) < 0) {
            wrong.add(each + ": " + finding.id() + " is " + finding.confidence());
          }
          if (!finding.caseId().isEmpty() && !row.cases().contains(finding.caseId())) {
            wrong.add(each + ": " + finding.id() + " is " + finding.caseId());
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }
}
