package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.device.Switches;
import java.util.Locale;

/** Facts as text for people: groups with what they rest on, fields in columns, lines of a readable length. */
public final class FactSheet {
  private static final int WIDTH = 110;
  private static final int INDENT = 20;

  private final StringBuilder text = new StringBuilder();

  /** An empty one. */
  public FactSheet() {}

  /** A line by itself. */
  public void line(String line) {
    text.append(line).append('\n');
  }

  /** The head of a group. */
  public void section(String name, Evidence evidence) {
    wrap(name + " [" + Switches.word(evidence.basis()) + "] ", 2, evidence.source());
  }

  /** A field of the group; without a value it has none. */
  public void field(String name, String value) {
    wrap(String.format(Locale.ROOT, "  %-" + (INDENT - 2) + "s", name), INDENT, value.isEmpty() ? "none" : value);
  }

  private void wrap(String head, int indent, String value) {
    StringBuilder line = new StringBuilder(head);
    for (String word : value.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
