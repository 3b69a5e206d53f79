package dev.plumbline.cli.command;

import dev.plumbline.cli.diff.DiffInput;
import dev.plumbline.cli.diff.DiffInputs;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.DiffReport;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.diagnose.compare.Comparison;
import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.profile.ProfileHello;
import dev.plumbline.diagnose.report.DiffPage;
import dev.plumbline.tls.trace.TraceDiff;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: two handshakes, and which of their differences can change what happens. */
@Command(
    name = "diff",
    header = "Compare two handshakes, and show the differences that matter.",
    description = {
      "%nA and B are each one of",
      "  FILE           a capture (its first TLS connection), or a trace",
      "  FILE#STREAM    the connection of a capture with that number",
      "  profile:NAME   what a device of that profile begins with",
      "  live:HOST[:PORT]  a handshake made now, with the options below",
      "%nMessages and fields are put side by side. Only what can change a",
      "decision is shown, what comes first first, with the clause that says",
      "why. Two traces are compared value by value."
    },
    customSynopsis = "plumbline diff A B [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline diff device.pcap mqttfx.pcap",
      "  plumbline diff both.pcap#0 both.pcap#1 --all",
      "  plumbline diff device.pcap profile:synergy-ssp2",
      "  plumbline diff device.pcap live:broker.example.com --cafile ca.pem",
      "",
      "Exit status: 0 nothing that matters differs, 1 something does,",
      "2 an input can't be read, 3 the network failed below TLS."
    })
final class DiffCommand implements Callable<Integer> {
  /** Where neither side names a host, and a profile needs one; RFC 2606 §3 reserves it. */
  private static final String SOME_HOST = "device.example";

  private final Console console;
  private final List<String> notes = new ArrayList<>();

  @Parameters(index = "0", paramLabel = "A", description = "The one, such as the device that fails.")
  private String a;

  @Parameters(index = "1", paramLabel = "B", description = "The other, such as the client that works.")
  private String b;

  @Option(names = "--all", description = "Show the differences that don't matter, too.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(names = "--report", paramLabel = "F.html",
      description = "Write both side by side: one HTML file, without secrets.")
  private Path page;

  @Mixin private TlsOptions tls;

  @Mixin private HelpOption help;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    DiffInputs inputs = new DiffInputs(tls, console);
    DiffInput left = inputs.read(a);
    DiffInput right = inputs.read(b);
    DiffReport report = report(left, right).withNotes(inputs.notes()).withNotes(notes);
    if (json) {
      console.out().println(report.toJson(all));
    } else {
      report.lines(all, console.style()).forEach(console.out()::println);
    }
    if (page != null) {
      write(report);
    }
    return report.same() ? ExitStatus.WORKED : ExitStatus.FAILED;
  }

  private void write(DiffReport report) throws CommandFailure {
    try (Writer out = Files.newBufferedWriter(page)) {
      DiffPage.write(report.table(), report.verdict(true), report.same(), report.notes(), Instant.now(), out);
    } catch (IOException e) {
      throw InputFiles.unwritable(page, "--report", e);
    }
    console.err().println("The report is in " + page + ".");
  }

  private DiffReport report(DiffInput left, DiffInput right) throws CommandFailure {
    if (left instanceof DiffInput.Values one && right instanceof DiffInput.Values other) {
      TraceDiff diff = TraceDiff.of(one.trace(), other.trace());
      if (diff.compared() == 0) {
        throw CommandFailure.usage("there is no value that both traces have");
      }
      return DiffReport.of(one.name(), other.name(), diff);
    }
    if (left instanceof DiffInput.Values || right instanceof DiffInput.Values) {
      throw CommandFailure.usage("a trace can only be compared with another trace");
    }
    return DiffReport.of(Comparison.of(run(left, right), run(right, left)));
  }

  /** A profile's ClientHello asks for the host that the other side asks for, unless the user names one. */
  private Run run(DiffInput input, DiffInput other) throws CommandFailure {
    if (input instanceof DiffInput.Handshake handshake) {
      return handshake.run();
    }
    DiffInput.Profile profile = (DiffInput.Profile) input;
    Optional<String> named = other instanceof DiffInput.Handshake handshake
        ? handshake.run().serverName() : Optional.empty();
    String host = tls.serverName().or(() -> named).orElse(SOME_HOST);
    if (host.equals(SOME_HOST)) {
      notes.add("No host is named, so " + profile.name() + " asks for " + SOME_HOST + "; --servername names one.");
    }
    byte[] body = Arguments.read(() -> ProfileHello.body(profile.profile(), host));
    return Run.clientHello(profile.name(), body, Instant.now());
  }
}
