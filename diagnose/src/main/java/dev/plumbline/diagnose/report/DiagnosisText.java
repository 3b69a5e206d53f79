package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A diagnosis as text for a terminal: what is wrong in the first sentence, then what it rests on, what it is not, what
 * to do; other findings and connections in short. Lines end with {@code \n} and keep to the width, counted in
 * characters. Control characters that came from the wire are written out.
 */
public final class DiagnosisText {
  private static final int WIDEST = 100;
  private static final int NARROWEST = 40;
  private static final int INDENT = 2;
  private static final int MOST_CONNECTIONS = 20;

  private final int width;
  private final Emphasis emphasis;
  private final StringBuilder out = new StringBuilder();

  private DiagnosisText(int width, Emphasis emphasis) {
    this.width = Math.max(NARROWEST, Math.min(width, WIDEST));
    this.emphasis = emphasis;
  }

  /**
   * The whole text.
   *
   * @param width of the terminal; more than 100 columns are not used
   */
  public static String write(Diagnosis diagnosis, int width, Emphasis emphasis) {
    DiagnosisText text = new DiagnosisText(width, emphasis);
    text.diagnosis(diagnosis);
    return text.out.toString();
  }

  private void diagnosis(Diagnosis diagnosis) {
    List<ConnectionDiagnosis> connections = diagnosis.connections();
    if (connections.isEmpty()) {
      headline(diagnosis.verdict(), Optional.empty());
    } else {
      leading(diagnosis.verdict(), connections.get(0));
      others(connections.subList(1, connections.size()));
    }
    if (!diagnosis.notes().isEmpty()) {
      heading("Notes");
      diagnosis.notes().forEach(note -> item("", note));
    }
  }

  private void leading(Verdict verdict, ConnectionDiagnosis connection) {
    List<Finding> findings = connection.findings();
    Optional<Finding> answer = findings.stream().findFirst();
    headline(verdict, answer);
    paragraph(0, about(connection), emphasis::quiet);
    answer.ifPresent(this::details);
    if (findings.size() > 1) {
      heading("Also");
      findings.subList(1, findings.size()).forEach(this::inShort);
    }
  }

  private void headline(Verdict verdict, Optional<Finding> answer) {
    String said = answer.map(Finding::summary).filter(text -> !text.isEmpty()).orElse(Wording.withoutFinding(verdict));
    UnaryOperator<String> tone = verdict == Verdict.HEALTHY ? emphasis::good : emphasis::bad;
    List<String> lines = Wrapped.lines(Visible.of(Wording.verdict(verdict) + ": " + said), width);
    lines.forEach(line -> out.append(tone.apply(line)).append('\n'));
    answer.ifPresent(
        finding -> paragraph(
            0,
            Wording.label(finding) + ". " + finding.confidence().word() + ": "
                + Wording.confidence(finding.confidence()) + ".",
            emphasis::quiet));
  }

  private static String about(ConnectionDiagnosis connection) {
    List<String> parts = new ArrayList<>();
    parts.add(Wording.ends(connection) + connection.conversation().map(DiagnosisText::stream).orElse(""));
    if (!connection.stack().isEmpty()) {
      parts.add("client: " + connection.stack());
    }
    parts.add(Wording.stage(connection.stage()));
    return String.join("; ", parts) + ".";
  }

  private static String stream(Conversation conversation) {
    return " (stream " + conversation.stream() + ")";
  }

  private void details(Finding finding) {
    evidence(finding.evidence());
    if (!finding.ruledOut().isEmpty()) {
      heading("Ruled out");
      for (RuledOut each : finding.ruledOut()) {
        item("", each.what() + ": " + each.by());
      }
    }
    section("Not decided", finding.undecided());
    section("What to do", finding.fix());
    section("Source", finding.source());
  }

  private void evidence(List<EvidenceItem> items) {
    if (items.isEmpty()) {
      return;
    }
    heading("Evidence");
    int column = items.stream().mapToInt(each -> Wording.frames(each.place()).length()).max().orElse(0);
    for (EvidenceItem each : items) {
      String frames = Wording.frames(each.place());
      item(column == 0 ? "" : frames + " ".repeat(column - frames.length() + INDENT), each.text());
    }
  }

  private void inShort(Finding finding) {
    String fix = finding.fix().isEmpty() ? "" : " → " + finding.fix();
    String word = finding.confidence().word();
    item("", Wording.role(finding.role()) + ", " + word + ": " + finding.summary() + fix + " ("
        + Wording.label(finding) + ")");
  }

  private void others(List<ConnectionDiagnosis> connections) {
    if (connections.isEmpty()) {
      return;
    }
    heading("Other connections");
    for (ConnectionDiagnosis each : connections.subList(0, Math.min(connections.size(), MOST_CONNECTIONS))) {
      String answer = each.findings().isEmpty() ? Wording.stage(each.stage()) : each.findings().get(0).id().id();
      String stream = each.conversation().map(seen -> "stream " + seen.stream() + "  ").orElse("");
      item(stream, Wording.ends(each) + ": " + answer);
    }
    if (connections.size() > MOST_CONNECTIONS) {
      item("", connections.size() - MOST_CONNECTIONS + " more; --json has all of them.");
    }
  }

  private void section(String heading, String text) {
    if (!text.isEmpty()) {
      heading(heading);
      paragraph(INDENT, text, UnaryOperator.identity());
    }
  }

  private void heading(String text) {
    out.append('\n').append(emphasis.strong(text)).append('\n');
  }

  /** A paragraph with something before its first line; the others stand below the first one's text. */
  private void item(String label, String text) {
    String indent = " ".repeat(INDENT + label.length());
    List<String> lines = Wrapped.lines(Visible.of(text), width - indent.length());
    out.append(" ".repeat(INDENT)).append(label.isEmpty() ? "" : emphasis.quiet(label));
    out.append(lines.get(0)).append('\n');
    lines.stream().skip(1).forEach(line -> out.append(indent).append(line).append('\n'));
  }

  private void paragraph(int indent, String text, UnaryOperator<String> tone) {
    for (String line : Wrapped.lines(Visible.of(text), width - indent)) {
      out.append(" ".repeat(indent)).append(tone.apply(line)).append('\n');
    }
  }
}
