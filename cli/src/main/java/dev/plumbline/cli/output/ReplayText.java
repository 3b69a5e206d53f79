package dev.plumbline.cli.output;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.replay.SwitchResult;
import dev.plumbline.diagnose.replay.SwitchRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a replay came to, as text for people: the explanation, and a table of what was tried. */
public record ReplayText(Conversation conversation, SwitchResult result, Style style) {
  private static final int WIDTH = 100;
  private static final int WIDEST_SETTING = 52;
  private static final List<String> HEADER = List.of("engine and switches", "result", "alert", "status", "as captured");

  /** The text, ending with a line's end. */
  public String text() {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (String sentence : result.explanation()) {
      Wrap.wrap(out, first ? style.strong(sentence) : sentence, 0, WIDTH);
      first = false;
    }
    if (!result.undecided().isEmpty()) {
      Wrap.wrap(out, result.undecided(), 0, WIDTH);
    }
    out.append('\n');
    Wrap.wrap(out, "Connection " + conversation.stream() + ", " + conversation.clientEnd() + " to "
        + conversation.serverEnd() + ": " + result.captured().ending().words() + ".", 0, WIDTH);
    out.append('\n');
    table(out);
    for (String note : result.notes()) {
      Wrap.wrap(out, "Mind: " + note, 6, WIDTH);
    }
    return out.toString();
  }

  private void table(StringBuilder out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    result.runs().forEach(run -> rows.add(row(run)));
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(row.get(i).length(), WIDEST_SETTING));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", row.get(i)));
      }
      String text = line.toString().stripTrailing();
      out.append(row == HEADER ? style.strong(text) : text).append('\n');
    }
    out.append('\n');
  }

  private static List<String> row(SwitchRun run) {
    DeviceVerdict verdict = run.run().verdict();
    String outcome = run.run().accepts() ? "accepts" : run.run().unplayable() ? "can't tell" : "fails";
    String alert = run.run().alert() < 0 ? "-" : Names.alert(run.run().alert());
    String same = !run.reproduces() ? "no" : run.contradiction().isEmpty() ? "yes" : "yes, but " + run.contradiction();
    return List.of(run.label(), outcome, alert, verdict.hex().orElse("-"), same);
  }
}
