package dev.plumbline.cli;

import dev.plumbline.cli.command.Plumbline;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;

/** The process: streams, signals, and the exit status. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    Interrupts interrupts = new Interrupts();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::shutDown, "interrupts"));
    int status = Plumbline.run(arguments, console, interrupts);
    console.out().flush();
    interrupts.finish(status);
    System.exit(status);
  }
}
