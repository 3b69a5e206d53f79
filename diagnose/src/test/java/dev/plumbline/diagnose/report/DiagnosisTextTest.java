package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTextTest {
  @Test
  void whatIsWrongComesFirstThenWhyThenWhatToDo() {
    String text = DiagnosisText.write(Samples.causeFound(), 100, Emphasis.NONE);
    assertTrue(text.startsWith("Cause found: The device trusts no issuer of the server's certificates"), text);
    inOrder(
        text,
        "Orchard Root R1.\n", "trust-anchor-missing, C09. proved", "192.168.7.20:49152 → 203.0.113.9:8883 (stream 0)",
        "client: NetX Secure 6.x", "\nEvidence\n", "  frames 8-9  The server sent 2 certificates.",
        "  frame 12    The client ended with alert unknown_ca (48).",
        "\nRuled out\n", "  hostname-mismatch: the leaf covers mqtt.harbor.example",
        "\nNot decided\n", "\nWhat to do\n", "  Add Harbor Root R2", "\nSource\n", "  RFC 5280 §6.1",
        "\nAlso\n", "  note, suggested: The device has no clock", "(dates-not-checked)",
        "\nOther connections\n", "  stream 3  192.168.7.20:49155 → 203.0.113.9:8883: healthy",
        "\nNotes\n", "  --service had nothing to add.\n");
  }

  @Test
  void noLineIsWiderThanTheTerminalOrAHundredColumns() {
    for (int width : List.of(40, 60, 80, 100, 400)) {
      for (Diagnosis each : List.of(Samples.causeFound(), Samples.hostile(), Samples.unusable())) {
        for (String line : DiagnosisText.write(each, width, Emphasis.NONE).split("\n")) {
          assertTrue(line.length() <= Math.min(width, 100), line);
        }
      }
    }
  }

  @Test
  void aPeerCannotSpeakToTheTerminal() {
    String text = DiagnosisText.write(Samples.hostile(), 100, Emphasis.NONE);
    assertTrue(text.chars().noneMatch(each -> each != '\n' && Character.isISOControl(each)), text);
    assertFalse(text.contains("\u202e"), text);
    assertTrue(text.contains("\\u{1B}[2J\\u{202E}evil"), text);
  }

  @Test
  void emphasisIsTheCallersAndLeavesTheWordsAlone() {
    String marked = DiagnosisText.write(Samples.causeFound(), 80, new Marks());
    assertTrue(marked.startsWith("<b>Cause found: "), marked);
    assertTrue(marked.contains("\n<s>Evidence</s>\n"), marked);
    assertEquals(DiagnosisText.write(Samples.causeFound(), 80, Emphasis.NONE), marked.replaceAll("</?[bqsg]>", ""));
  }

  @Test
  void aDiagnosisWithoutAnyFindingStillSaysItsVerdict() {
    assertEquals(
        "Healthy: Nothing is wrong with any connection.\n",
        DiagnosisText.write(new Diagnosis(Verdict.HEALTHY, List.of(), List.of()), 80, Emphasis.NONE));
  }

  private static void inOrder(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, "missing after " + at + ": " + part + "\n" + text);
      at = found + part.length();
    }
  }

  private static final class Marks implements Emphasis {
    @Override
    public String strong(String text) {
      return "<s>" + text + "</s>";
    }

    @Override
    public String quiet(String text) {
      return "<q>" + text + "</q>";
    }

    @Override
    public String good(String text) {
      return "<g>" + text + "</g>";
    }

    @Override
    public String bad(String text) {
      return "<b>" + text + "</b>";
    }
  }
}
