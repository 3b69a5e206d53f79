package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.net.ListenAddress;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.TapJson;
import dev.plumbline.cli.output.TapText;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.report.HtmlReport;
import dev.plumbline.diagnose.report.ReportContext;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.diagnose.rule.Surroundings;
import dev.plumbline.diagnose.tap.EndedConnection;
import dev.plumbline.diagnose.tap.LiveTap;
import dev.plumbline.diagnose.tap.TapDesk;
import dev.plumbline.diagnose.tap.TapSettings;
import dev.plumbline.diagnose.tap.TapTally;
import dev.plumbline.tls.io.PcapngWriter;
import dev.plumbline.tls.x509.HostName;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tap}: stands between devices and their broker, and says what is wrong as each connection ends. */
@Command(
    name = "tap",
    header = "Stand between devices and their broker, and say what goes wrong.",
    description = "%nPasses bytes on untouched, so that TLS stays between the device and the broker. Point the device"
        + " at the tap by making the broker's name lead here, in the device's DNS or hosts table: a device that is given"
        + " the tap's address instead asks for another server name, and fails for that reason.",
    customSynopsis = "plumbline tap --listen ADDRESS:PORT --to HOST:PORT [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline tap --listen :8883 --to broker.example.com:8883 --pcap out.pcapng",
      "  plumbline tap --listen 192.0.2.1:8883 --to broker.example.com:8883 \\",
      "      --cafile what-the-device-trusts.pem --report report.html",
      "  plumbline tap --listen [::]:8883 --to broker.example.com:8883 --loss 5 --delay 300",
      "",
      "Exit status: 0 it was stopped in good order, 1 a file is incomplete, 2 it could not",
      "begin."
    })
final class TapCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8883;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Console console;
  private final Interrupts interrupts;
  private final Diagnostician diagnostician = new Diagnostician();
  private final TapTally tally = new TapTally();
  private Evidence known = Evidence.none();

  @Option(names = "--listen", paramLabel = "ADDRESS:PORT", required = true, description = "Where devices connect to;"
      + " :PORT is every address of this machine, PORT alone is this machine's own programs only.")
  private String listen;

  @Option(names = "--to", paramLabel = "HOST[:PORT]", required = true,
      description = "The broker (default port: " + DEFAULT_PORT + ").")
  private String broker;

  @Option(names = "--pcap", paramLabel = "FILE",
      description = "Write all connections as a pcapng capture, with the addresses of device and broker.")
  private Path pcap;

  @Option(names = "--report", paramLabel = "F.html",
      description = "Write a report when the tap ends: one HTML file, without secrets.")
  private Path report;

  @Mixin private HardshipOptions hardship = new HardshipOptions();

  @Option(names = "--max-connections", paramLabel = "N", defaultValue = "1000",
      description = "Refuse connections beyond this many at once (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(names = "--count", paramLabel = "N", description = "End after this many connections.")
  private long count;

  @Option(names = "--json", description = "Print a JSON document on a line for each connection, instead of text.")
  private boolean json;

  @Mixin private EvidenceOptions evidence = new EvidenceOptions();

  @Mixin private HelpOption help;

  TapCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws CommandFailure {
    InetSocketAddress address = Arguments.read(() -> ListenAddress.parse(listen));
    HostAndPort target = Arguments.read(() -> HostAndPort.parse(broker, DEFAULT_PORT));
    TapSettings settings = new TapSettings(
        address, target.host(), target.port(), CONNECT_TIMEOUT, atLeastOne(), hardship.read());
    if (evidence.serverName == null && !Arguments.read(() -> HostName.of(target.host())).isIpAddress()) {
      evidence.serverName = target.host();
    }
    known = evidence.read();
    Optional<PcapngWriter> capture = pcap == null ? Optional.empty() : Optional.of(openCapture());
    try {
      tap(settings, target, capture);
    } finally {
      close(capture);
    }
    return ExitStatus.WORKED;
  }

  private int atLeastOne() throws CommandFailure {
    if (maxConnections < 1 || count < 0) {
      throw CommandFailure.usage("--max-connections and --count are numbers from 1");
    }
    return maxConnections;
  }

  private PcapngWriter openCapture() throws CommandFailure {
    try {
      return PcapngWriter.create(pcap);
    } catch (IOException e) {
      throw InputFiles.unwritable(pcap, "--pcap", e);
    }
  }

  private void close(Optional<PcapngWriter> capture) throws CommandFailure {
    if (capture.isPresent()) {
      try {
        capture.get().close();
      } catch (IOException e) {
        throw CommandFailure.failed(pcap + " is incomplete: " + e.getMessage(), e);
      }
    }
  }

  private void tap(TapSettings settings, HostAndPort target, Optional<PcapngWriter> capture) throws CommandFailure {
    Stop stop = new Stop();
    TapJson documents = new TapJson(console);
    Consumer<EndedConnection> reader = json ? documents : new TapText(console, ZoneId.systemDefault());
    TapDesk desk = new TapDesk(this::diagnose, reader.andThen(tally::add).andThen(stop::count),
        trouble -> console.err().println("plumbline tap: " + trouble));
    try (LiveTap tap = open(settings, capture, desk)) {
      stop.tap = Optional.of(tap);
      interrupts.onInterrupt(tap::stop);
      begin(tap.address(), target);
      tap.run();
      boolean told = desk.finish(LAST_WORDS);
      writeReport(target);
      long leftOut = desk.leftOut();
      if (json) {
        documents.summary(tally, leftOut);
      } else {
        summary(leftOut);
      }
      if (!told) {
        console.err().println("plumbline tap: there was no time to tell the last connections");
      }
    } catch (IOException e) {
      throw CommandFailure.failed("the tap can't go on: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the tap when as many connections have ended as were asked for. */
  private final class Stop {
    private volatile Optional<LiveTap> tap = Optional.empty();

    private void count(EndedConnection ended) {
      if (count > 0 && tally.connections() >= count) {
        tap.ifPresent(LiveTap::stop);
      }
    }
  }

  private LiveTap open(TapSettings settings, Optional<PcapngWriter> capture, TapDesk desk) throws CommandFailure {
    try {
      return LiveTap.open(settings, capture, desk, desk);
    } catch (IOException e) {
      throw CommandFailure.usage("can't listen on " + listen + ": " + e.getMessage()
          + "; is another program there, or is it no address of this machine?", e);
    }
  }

  private void begin(InetSocketAddress address, HostAndPort target) {
    String where = address.getAddress().isAnyLocalAddress()
        ? "every address of this machine, port " + address.getPort()
        : new HostAndPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    console.err().println("Listening on " + where + ", passing on to " + target + "; Ctrl-C ends it.");
    if (address.getAddress().isAnyLocalAddress()) {
      console.err().println("Whoever can reach this machine can reach " + target + " through it.");
    }
    if (address.getAddress().isLoopbackAddress()) {
      console.err().println("No device can reach that, only programs on this machine; --listen :PORT is for devices.");
    }
  }

  private Diagnosis diagnose(Conversation said) {
    return diagnostician.diagnose(List.of(said), Surroundings.of(said), known, List.of());
  }

  private void writeReport(HostAndPort target) throws CommandFailure {
    if (report == null) {
      return;
    }
    List<Conversation> kept = tally.kept();
    List<String> notes = kept.size() == tally.connections()
        ? List.of()
        : List.of(kept.size() + " of " + tally.connections() + " connections are in this report.");
    Surroundings all = new Surroundings(kept, Map.of(), Optional.of(Instant.now()));
    try (Writer out = Files.newBufferedWriter(report)) {
      String name = pcap == null ? "tap to " + target : String.valueOf(pcap.getFileName());
      HtmlReport.write(diagnostician.diagnose(all, known, notes), ReportContext.of(name, Instant.now()).with(known), out);
    } catch (IOException e) {
      throw InputFiles.unwritable(report, "--report", e);
    }
    console.err().println("The report is in " + report + ".");
  }

  private void summary(long leftOut) {
    long all = tally.connections() + leftOut;
    StringBuilder line = new StringBuilder().append(all).append(all == 1 ? " connection, " : " connections, ")
        .append(tally.healthy()).append(" healthy");
    append(line, tally.unreachable(), " without the broker");
    append(line, tally.refused(), " refused");
    append(line, leftOut, " ended too fast to be told");
    console.out().println(line.append("; ").append(tally.bytes()).append(" bytes passed on"));
    if (pcap != null) {
      console.err().println("The capture is in " + pcap + ".");
    }
  }

  private static void append(StringBuilder line, long number, String what) {
    if (number > 0) {
      line.append(", ").append(number).append(what);
    }
  }
}
