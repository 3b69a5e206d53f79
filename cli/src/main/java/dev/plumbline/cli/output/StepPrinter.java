package dev.plumbline.cli.output;

import dev.plumbline.cli.output.HandshakeSteps.Decision;
import dev.plumbline.cli.output.HandshakeSteps.Direction;
import dev.plumbline.cli.output.HandshakeSteps.Step;
import java.io.PrintStream;

/** Prints the steps of a handshake as text, each as soon as it is complete. */
public final class StepPrinter {
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final Style style;
  private final String indent;

  /** @param indent goes before each line */
  public StepPrinter(Console console, String indent) {
    this.out = console.out();
    this.style = console.style();
    this.indent = indent;
  }

  public void print(Step step) {
    String arrow = step.direction() == Direction.SENT ? "→ " : "← ";
    String length = step.bytes() == 0 ? "" : "  " + step.bytes() + (step.bytes() == 1 ? " byte" : " bytes");
    out.println(indent + arrow + style.strong(step.message()) + style.quiet(length));
    for (Decision decision : step.decisions()) {
      print(decision);
    }
    out.flush();
  }

  /** The sentence in lines that fit, and the clause after its last word. */
  private void print(Decision decision) {
    String start = indent + "    ";
    StringBuilder line = new StringBuilder(start);
    for (String word : decision.sentence().split(" ")) {
      if (line.length() > start.length() && line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line.setLength(0);
        line.append(start);
      }
      line.append(word).append(' ');
    }
    out.println(line + style.quiet("[" + decision.clause() + "]"));
  }
}
