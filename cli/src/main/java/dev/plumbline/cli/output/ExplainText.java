package dev.plumbline.cli.output;

import dev.plumbline.diagnose.code.CodeMeaning;
import dev.plumbline.diagnose.code.Explanation;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.tls.alert.AlertDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a code means, as text for people. */
public record ExplainText(Explanation explanation, Style style) {
  private static final int WIDTH = 100;
  private static final int INDENT = 12;
  /** With more meanings than this each gets a line. */
  private static final int IN_FULL = 3;

  /** The text, ending with a line's end. */
  public String text() {
    StringBuilder out = new StringBuilder();
    List<CodeMeaning> meanings = explanation.meanings();
    for (CodeMeaning meaning : meanings) {
      if (meanings.size() <= IN_FULL) {
        inFull(meaning, out);
      } else {
        wrap(out, style.strong(label(meaning)) + ": " + meaning.meaning(), 4);
      }
    }
    if (!explanation.remarks().isEmpty()) {
      out.append('\n');
      explanation.remarks().forEach(remark -> wrap(out, "Mind: " + remark + ".", 6));
    }
    return out.toString();
  }

  private static String label(CodeMeaning meaning) {
    String versions = meaning.versions().isEmpty() ? "" : ", " + meaning.versions();
    return meaning.label() + " of " + meaning.title() + versions;
  }

  private void inFull(CodeMeaning meaning, StringBuilder out) {
    out.append(out.length() == 0 ? "" : "\n").append(style.strong(label(meaning))).append('\n');
    field(out, "means", meaning.meaning());
    meaning.alert().ifPresent(code -> field(
        out, "alert", AlertDescription.of(code).map(AlertDescription::rfcName).orElse("alert") + " (" + code + ")"
            + (meaning.stack().equals("netx") ? ", where it ends a handshake" : "")));
    field(out, "possible", ranges(meaning.possibleStages()));
    field(out, "excluded", ranges(meaning.excludedStages()));
    field(out, "may be", meaning.findings().stream().map(FindingId::id).collect(Collectors.joining(", ")));
    field(out, "cases", String.join(" ", meaning.cases()));
    field(out, "next", meaning.next());
    String basis = meaning.basis().map(one -> " [" + one.name().toLowerCase(Locale.ROOT) + "]").orElse("");
    field(out, "source", meaning.source() + basis);
  }

  private static void field(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      wrap(out, String.format(Locale.ROOT, "  %-" + (INDENT - 2) + "s", name) + value, INDENT);
    }
  }

  /** Stages in a row as from … to. */
  private static String ranges(Set<Stage> stages) {
    List<String> ranges = new ArrayList<>();
    Stage[] all = Stage.values();
    for (int first = 0; first < all.length; first++) {
      int last = first;
      while (last < all.length && stages.contains(all[last])) {
        last++;
      }
      if (last > first + 2) {
        ranges.add(all[first].word() + " … " + all[last - 1].word());
      } else {
        for (int i = first; i < last; i++) {
          ranges.add(all[i].word());
        }
      }
      first = last;
    }
    return String.join(", ", ranges);
  }

  private static void wrap(StringBuilder out, String text, int indent) {
    Wrap.wrap(out, text, indent, WIDTH);
  }
}
