package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.DeviceLines;
import dev.plumbline.cli.output.HandshakeReport;
import dev.plumbline.cli.output.HandshakeSteps;
import dev.plumbline.cli.output.StepPrinter;
import dev.plumbline.cli.output.Style;
import dev.plumbline.cli.tls.MemoryCapture;
import dev.plumbline.cli.tls.TlsLink;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code handshake}: one TLS handshake, explained. */
@Command(
    name = "handshake",
    header = "Make one TLS handshake and explain it step by step.",
    description = "%nPrints each message, what was decided and by which clause, and one line of verdict.",
    customSynopsis = "plumbline handshake HOST[:PORT] [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline handshake broker.example.com:8883 --cafile ca.pem",
      "  plumbline handshake [::1]:8883 --servername broker.example.com --resume",
      "  plumbline handshake broker.example.com --suites C02B --groups P-256 --json",
      "  plumbline handshake broker.example.com --cafile ca.pem --engine sce7:endian=big,anchors=rom",
      "  plumbline handshake broker.example.com --cafile ca.pem --profile synergy-ssp2 --anchors-in rom",
      "  plumbline handshake broker.example.com --pcap out.pcapng --report out.html"
    })
final class HandshakeCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8883;

  private final Console console;

  @Parameters(paramLabel = "HOST[:PORT]", description = "The server; an IPv6 address goes in brackets (default port: "
      + DEFAULT_PORT + ").")
  private String server;

  @Option(names = "--resume",
      description = "Connect twice, and report the second connection, which offers to resume the first one's session.")
  private boolean resume;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(names = "--report", paramLabel = "F.html", description = "Write a report: one HTML file, without secrets.")
  private Path page;

  @Mixin private TlsOptions tls;

  @Mixin private HelpOption help;

  /** What came of the last handshake, as soon as it is over. */
  private Optional<HandshakeReport> result = Optional.empty();

  HandshakeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    HostAndPort target = Arguments.read(() -> HostAndPort.parse(server, DEFAULT_PORT));
    InputFiles.requireWritable(page, "--report");
    SessionStore sessions = resume ? SessionStore.inMemory(1) : SessionStore.NONE;
    MemoryCapture heard = new MemoryCapture();
    try (TlsSetup setup = page == null
        ? TlsSetup.open(tls, target.host(), console) : TlsSetup.open(tls, target.host(), console, heard)) {
      if (resume) {
        makeSession(target, setup, sessions);
      }
      Optional<CommandFailure> failure = explain(target, setup, sessions);
      if (page != null && result.isPresent()) {
        new HandshakePage(console, target).write(page, setup, heard, result.get(), failure);
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
    return ExitStatus.WORKED;
  }

  /** Makes the connection that this is about, and tells what failed if it did. */
  private Optional<CommandFailure> explain(HostAndPort target, TlsSetup setup, SessionStore sessions)
      throws CommandFailure {
    HandshakeSteps steps = new HandshakeSteps(json ? step -> {} : new StepPrinter(console, "")::print);
    try (TlsLink link = connect(target, setup, setup.recordedConfig(steps, sessions))) {
      say(target + " (" + link.address() + "), " + setup.describe());
      say("");
      try {
        handshake(link, steps);
      } catch (CommandFailure e) {
        return Optional.of(e);
      }
      report(link, steps, Optional.empty());
    }
    return Optional.empty();
  }

  /** The first connection of two: only its session counts, unless it fails. */
  private void makeSession(HostAndPort target, TlsSetup setup, SessionStore sessions) throws CommandFailure {
    HandshakeSteps steps = new HandshakeSteps(step -> {});
    try (TlsLink first = connect(target, setup, setup.config(steps, sessions))) {
      handshake(first, steps);
    }
    say("The first connection is made; this is the second one:");
  }

  private TlsLink connect(HostAndPort target, TlsSetup setup, TlsClientConfig config) throws CommandFailure {
    try {
      return TlsLink.connect(target, tls.timeout(), setup, config);
    } catch (CommandFailure e) {
      reportBelowTls(
          e, new HandshakeReport(ConnectionFacts.NONE, Optional.empty(), setup.untried(), 0, 0, List.of()));
      throw e;
    }
  }

  /** What ends a connection below TLS is said in the failure; a document says it too. */
  private void reportBelowTls(CommandFailure failure, HandshakeReport soFar) {
    if (json && failure.exitStatus() == ExitStatus.NETWORK) {
      console.out().println(soFar.toJsonOfNetworkFailure(failure.getMessage()));
    }
  }

  /** Reports the handshake if it fails. */
  private void handshake(TlsLink link, HandshakeSteps steps) throws CommandFailure {
    try {
      link.handshake();
    } catch (CommandFailure e) {
      if (e.getCause() instanceof TlsAlert alert) {
        report(link, steps, Optional.of(alert));
      } else {
        reportBelowTls(e, reportOf(link, steps, Optional.empty()));
      }
      throw e;
    } finally {
      steps.finish();
    }
  }

  private HandshakeReport reportOf(TlsLink link, HandshakeSteps steps, Optional<TlsAlert> failure) {
    HandshakeReport report = new HandshakeReport(
        link.facts(), failure, link.device(failure), link.bytesIn(), link.bytesOut(), steps.finish());
    result = Optional.of(report);
    return report;
  }

  private void report(TlsLink link, HandshakeSteps steps, Optional<TlsAlert> failure) {
    HandshakeReport report = reportOf(link, steps, failure);
    if (json) {
      console.out().println(report.toJson());
      return;
    }
    Style style = console.style();
    say("");
    say(failure.isEmpty() ? style.good(report.verdict()) : style.bad(report.verdict()));
    new DeviceLines(report.device()).text().forEach(this::say);
  }

  private void say(String line) {
    if (!json) {
      console.out().println(line);
    }
  }
}
