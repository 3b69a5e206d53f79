package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The right answer for each of the given captures of real stacks: first, and never one that would be wrong. */
class ScoreboardTest {
  private final Diagnostician diagnostician = new Diagnostician();

  @Test
  void everyGivenCaptureGetsTheRightAnswerFirst() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<GivenCase> cases = GivenCase.all(captures());
    int first = 0;
    int amongThree = 0;
    System.out.printf("%-42s %-36s %-36s %-9s%n", "capture", "expected", "answer", "");
    for (GivenCase each : cases) {
      Diagnosis diagnosis = each.diagnose(diagnostician);
      List<String> answers = answers(diagnosis);
      String answer = answers.get(0);
      boolean exact = answer.equals(each.expected);
      boolean right = exact || each.acceptable.contains(answer);
      boolean verdict = (diagnosis.verdict() == Verdict.HEALTHY) == each.expected.equals("healthy");
      first += exact ? 1 : 0;
      amongThree += answers.stream().limit(3).anyMatch(each.expected::equals) ? 1 : 0;
      System.out.printf("%-42s %-36s %-36s %s%n", each, each.expected, answer,
          exact ? diagnosis.connections().get(0).findings().get(0).confidence().word()
              : right ? "acceptable, then " + answers : "WRONG " + answers);
      if (!right || each.mustNot.contains(answer) || !verdict) {
        wrong.add(each + ": " + answers + " " + diagnosis.verdict());
      }
    }
    System.out.printf("first: %d of %d, among the first three: %d%n", first, cases.size(), amongThree);
    assertEquals(List.of(), wrong);
  }

  private static List<String> answers(Diagnosis diagnosis) {
    return diagnosis.connections().get(0).findings().stream().map(Finding::id).map(id -> id.id()).toList();
  }

  static Path captures() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }
}
