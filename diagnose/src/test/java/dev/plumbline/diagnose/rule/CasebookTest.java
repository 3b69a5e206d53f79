package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.token.TokenProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/casebook.md explains whatever an answer cites. */
class CasebookTest {
  private static final Path PAGE = Path.of("../docs/casebook.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/plumbline/diagnose");
  private static final Pattern HEADING = Pattern.compile("(?m)^### (C\\d\\d) \\S.*$");
  private static final Pattern CITED = Pattern.compile("\\b(C(?:0[1-9]|[1-7]\\d))\\b(?!\\w)");
  private static final Pattern PARTS = Pattern.compile("(?m)^- (Sees|Cause|Found|Fix|Source): \\S");

  @Test
  void everyCaseHasItsHeadingOnceAndInOrder() throws IOException {
    List<String> cases = HEADING.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    assertEquals(IntStream.rangeClosed(1, 76).mapToObj(n -> String.format("C%02d", n)).toList(), cases);
  }

  @Test
  void everyCaseSaysWhatOneSeesItsCauseHowItIsFoundTheFixAndTheSource() throws IOException {
    for (String one : Files.readString(PAGE).split("(?m)^### ")) {
      if (one.matches("(?s)C\\d\\d .*")) {
        List<String> parts = PARTS.matcher(one).results().map(found -> found.group(1)).toList();
        assertEquals(List.of("Sees", "Cause", "Found", "Fix", "Source"), parts, one.lines().findFirst().orElse(""));
      }
    }
  }

  @Test
  void whateverSourcesCiteIsThere() throws IOException {
    Set<String> there = new TreeSet<>(
        HEADING.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList());
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Matcher cited = CITED.matcher(Files.readString(file));
        while (cited.find()) {
          if (!there.contains(cited.group(1))) {
            missing.add(file.getFileName() + " cites " + cited.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    for (TokenProblem.Kind kind : TokenProblem.Kind.values()) {
      assertTrue(there.contains(kind.caseId()), kind + " is of " + kind.caseId());
    }
  }

  @Test
  void everyFindingIsInItsTableAndInSomeCase() throws IOException {
    String page = Files.readString(PAGE);
    int table = page.indexOf("## Findings and cases");
    for (FindingId id : FindingId.values()) {
      String name = "`" + id.id() + "`";
      assertTrue(page.indexOf("| " + name, table) > 0, name + " has no line in the table");
      assertTrue(id == FindingId.HEALTHY || page.lastIndexOf(name, table) > 0, name + " is in no case");
    }
  }

  @Test
  void adviceNamesCasesThatAreThereAndSourcesThatUsersCanFind() throws IOException {
    String page = Files.readString(PAGE);
    JsonNode advice = new ObjectMapper().readTree(Casebook.class.getResourceAsStream("advice.json"));
    for (Iterator<String> ids = advice.fieldNames(); ids.hasNext();) {
      String id = ids.next();
      String caseId = advice.get(id).path("case").asText("");
      assertTrue(caseId.isEmpty() || page.contains("\n### " + caseId + " "), id + " is of " + caseId);
      String source = advice.get(id).path("source").asText();
      assertTrue(!source.isBlank() && !source.contains("casebook"), id + " has the source '" + source + "'");
    }
  }
}
