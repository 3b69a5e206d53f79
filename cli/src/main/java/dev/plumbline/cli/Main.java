package dev.plumbline.cli;

import dev.plumbline.cli.command.Plumbline;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;

/** The process: streams, signals, and the exit status. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    Interrupts interrupts = new Interrupts();
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> end(fault, console));
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::shutDown, "interrupts"));
    int status = Plumbline.run(arguments, console, interrupts);
    console.out().flush();
    interrupts.finish(status);
    System.exit(status);
  }

  /** Something that no command foresees, such as memory that is used up: said in a line, and without a look back. */
  private static void end(Throwable fault, Console console) {
    console.err().println("plumbline: this is a fault of Plumbline itself, or more than this machine can do: " + fault);
    Runtime.getRuntime().halt(ExitStatus.FAILED);
  }
}
