package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.ExplainJson;
import dev.plumbline.cli.output.ExplainText;
import dev.plumbline.diagnose.code.Explanation;
import dev.plumbline.diagnose.code.VendorCodes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: what a status code means. */
@Command(
    name = "explain",
    header = "Say what a status code means, and what it leaves possible.",
    description = "%nKnows the codes of TLS stacks, MQTT libraries and modems, TLS alerts, and the "
        + "return codes of CONNACK, by number and by name.",
    customSynopsis = "plumbline explain CODE [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline explain 0x10005",
      "  plumbline explain 0x148 --stack netx --stack-version 1.7",
      "  plumbline explain -0x2700",
      "  plumbline explain flag 0x208",
      "  plumbline explain alert 48",
      "  plumbline explain NX_SECURE_TLS_ISSUER_CERTIFICATE_NOT_FOUND --json"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "CODE", arity = "1..*",
      description = "The code: a number in decimal or hexadecimal, a name, or a line of a log that ends with the "
          + "number.")
  private List<String> words;

  @Option(names = "--stack", paramLabel = "NAME",
      description = "Whose code it is: netx, ssp, mbedtls, bearssl, quectel, …")
  private String stack;

  @Option(names = "--stack-version", paramLabel = "VERSION",
      description = "Of which version of the stack: 1.7 or 6 of netx, 2.28 or 3.6 of mbedtls.")
  private String version;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private HelpOption help;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    // A negative number looks like an option, so what is no option of ours arrives here.
    for (String word : words) {
      if (word.startsWith("--")) {
        throw CommandFailure.usage("'" + word + "' is not an option here; see 'plumbline explain --help'");
      }
    }
    Explanation explanation = explain(String.join(" ", words));
    if (json) {
      console.out().println(new ExplainJson(explanation).toJson());
    } else if (explanation.known()) {
      console.out().print(new ExplainText(explanation, console.style()).text());
    }
    if (!explanation.known()) {
      throw CommandFailure.usage(unknown(explanation));
    }
    return ExitStatus.WORKED;
  }

  private Explanation explain(String code) throws CommandFailure {
    try {
      return VendorCodes.explain(code, Optional.ofNullable(stack), Optional.ofNullable(version));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  private static String unknown(Explanation explanation) {
    StringBuilder sentence = new StringBuilder("nobody here knows the code '").append(explanation.asked()).append('\'');
    if (!explanation.remarks().isEmpty()) {
      sentence.append(" in this version: ").append(String.join("; ", explanation.remarks()));
    } else if (!explanation.nearest().isEmpty()) {
      sentence.append("; nearest are ").append(String.join(", ", explanation.nearest()));
    } else {
      sentence.append("; give a number as 0x10005 or -9, or a name from the stack's header");
    }
    return sentence.toString();
  }
}
