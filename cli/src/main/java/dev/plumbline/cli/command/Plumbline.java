package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.Style;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/** The plumbline command: its subcommands, and the one place where a failure becomes a sentence and an exit status. */
@Command(
    name = "plumbline",
    versionProvider = Version.class,
    header = "Says why a device does not reach its MQTT broker over TLS, and can be that device: a TLS 1.2 client"
        + " that does what the RFCs say.",
    description = "%nEach command explains itself: plumbline COMMAND --help",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline demo",
      "  plumbline diagnose device.pcapng",
      "  plumbline handshake broker.example.com:8883 --cafile ca.pem",
      "  plumbline pub -h broker.example.com --cafile ca.pem -t hello -m world",
      "  plumbline explain 0x10005",
      "",
      "Exit status: 0 it worked, 1 TLS or MQTT failed, or something is wrong,",
      "2 options or files are wrong, 3 the network failed below TLS."
    })
public final class Plumbline {
  @Mixin private HelpOption help;

  @Option(names = "--version", versionHelp = true, description = "Print the version and exit.")
  private boolean version;

  private Plumbline() {}

  /** Runs one command line and returns its exit status. Never throws, prints no stack trace. */
  public static int run(String[] arguments, Console console, Interrupts interrupts) {
    CommandLine commandLine = new CommandLine(new Plumbline())
        .addSubcommand(new DemoCommand(console, interrupts))
        .addSubcommand(new PubCommand(console, interrupts))
        .addSubcommand(new SubCommand(console, interrupts))
        .addSubcommand(new HandshakeCommand(console))
        .addSubcommand(new DiagnoseCommand(console))
        .addSubcommand(new DiffCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(explain(console))
        .addSubcommand(new ProbeCommand(console))
        .addSubcommand(new TapCommand(console, interrupts))
        .addSubcommand(new ProfilesCommand(console))
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(
            console.style() == Style.PLAIN ? Ansi.OFF : Ansi.ON))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(parameterFailures(console))
        .setExecutionExceptionHandler(failures(console));
    if (arguments.length == 0) {
      commandLine.usage(console.err());
      return ExitStatus.USAGE;
    }
    return commandLine.execute(arguments);
  }

  /** Codes may begin with a minus sign. */
  private static CommandLine explain(Console console) {
    return new CommandLine(new ExplainCommand(console)).setUnmatchedOptionsArePositionalParams(true);
  }

  private static IParameterExceptionHandler parameterFailures(Console console) {
    return (e, arguments) -> {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      console.err().println(command + ": " + sentence(e) + "; see '" + command + " --help'.");
      return ExitStatus.USAGE;
    };
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      boolean topLevel = e.getCommandLine().getParent() == null;
      String expected = unmatched.isUnknownOption() ? "an option" : topLevel ? "a command" : "expected";
      return "'" + unmatched.getUnmatched().get(0) + "' is not " + expected + " here";
    }
    String message = e.getMessage().replaceAll(" is not an? (int|long)$", " is no whole number, or too large a one")
        .replaceAll(" is not a double$", " is no number");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static IExecutionExceptionHandler failures(Console console) {
    return (e, commandLine, result) -> {
      console.out().flush();
      String command = commandLine.getCommandSpec().qualifiedName();
      if (e instanceof CommandFailure failure) {
        console.err().println(command + ": " + failure.getMessage() + ".");
        return failure.exitStatus();
      }
      console.err().println(command + ": this is a fault of Plumbline itself, please report it: " + e + " at "
          + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
      return ExitStatus.FAILED;
    };
  }
}
