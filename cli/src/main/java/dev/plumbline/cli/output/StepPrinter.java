package dev.plumbline.cli.output;

import dev.plumbline.cli.output.HandshakeSteps.Decision;
import dev.plumbline.cli.output.HandshakeSteps.Direction;
import dev.plumbline.cli.output.HandshakeSteps.Step;
import java.io.PrintStream;

/** Prints the steps of a handshake as text, each as soon as it is complete. */
public final class StepPrinter {
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
    String length = step.bytes() == 0 ? "" : "  " + step.bytes() + " bytes";
    out.println(indent + arrow + style.strong(step.message()) + style.quiet(length));
    for (Decision decision : step.decisions()) {
      out.println(indent + "    " + decision.sentence() + style.quiet("  [" + decision.clause() + "]"));
    }
    out.flush();
  }
}
