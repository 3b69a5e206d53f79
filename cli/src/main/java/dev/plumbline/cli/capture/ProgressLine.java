package dev.plumbline.cli.capture;

import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.Style;
import dev.plumbline.diagnose.capture.CaptureProgress;
import java.time.Duration;

/** Says on standard error how far reading has come, once it takes long enough for somebody to wonder. */
final class ProgressLine implements CaptureProgress {
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
  private static final int MEGABYTE = 1_000_000;

  private final Console console;
  private long next = System.nanoTime() + PATIENCE;
  private boolean said;

  ProgressLine(Console console) {
    this.console = console;
  }

  @Override
  public void at(long bytes, long size, long frames) {
    long now = System.nanoTime();
    if (now < next) {
      return;
    }
    next = now + PATIENCE;
    String part = size > 0 ? " of " + size / MEGABYTE + " MB (" + bytes * 100 / size + " %)" : " MB";
    String line = "read " + bytes / MEGABYTE + part + ", " + frames + " frames";
    if (console.style() == Style.COLOURED) {
      console.err().print("\r" + line);
      said = true;
    } else {
      console.err().println(line);
    }
  }

  /** Ends the line, if there is one. */
  void done() {
    if (said) {
      console.err().println();
    }
  }
}
