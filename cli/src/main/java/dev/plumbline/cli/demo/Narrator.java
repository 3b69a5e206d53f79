package dev.plumbline.cli.demo;

import dev.plumbline.cli.output.Console;

/** Tells the demo's story: numbered steps, and lines under them. Each is seen at once. Not thread-safe. */
final class Narrator {
  private static final String INDENT = "   ";

  private final Console console;
  private int steps;

  Narrator(Console console) {
    this.console = console;
  }

  /** The next step. */
  void step(String title) {
    steps++;
    console.out().println();
    console.out().println(console.style().strong(steps + ". " + title));
    console.out().flush();
  }

  /** Each line of a text. */
  void say(String text) {
    text.lines().forEach(line -> console.out().println(line.isEmpty() ? "" : INDENT + line));
    console.out().flush();
  }

  void strong(String line) {
    say(console.style().strong(line));
  }

  void good(String line) {
    say(console.style().good(line));
  }

  void bad(String line) {
    say(console.style().bad(line));
  }

  /** A command that the user could have typed. */
  void command(String line) {
    say(console.style().quiet("$ " + line));
  }
}
