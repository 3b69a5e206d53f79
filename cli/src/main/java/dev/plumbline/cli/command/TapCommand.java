package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.net.ListenAddress;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.TapJson;
import dev.plumbline.cli.output.TapTeller;
import dev.plumbline.cli.output.TapText;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.tap.TapSettings;
import dev.plumbline.tls.x509.HostName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tap}: stands between devices and their broker, and says what is wrong as each connection ends. */
@Command(
    name = "tap",
    header = "Stand between devices and their broker, and say what goes wrong.",
    description = "%nPasses bytes on untouched, so that TLS stays between the device and the broker. Point the device"
        + " at the tap by making the broker's name lead here, in the device's DNS or hosts table: a device that is"
        + " given the tap's address instead asks for another server name, and fails for that reason.",
    customSynopsis = "plumbline tap --listen ADDRESS:PORT --to HOST:PORT [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline tap --listen :8883 --to broker.example.com:8883 --pcap out.pcapng",
      "  plumbline tap --listen 192.0.2.1:8883 --to broker.example.com:8883 \\",
      "      --cafile what-the-device-trusts.pem --report report.html",
      "  plumbline tap --listen [::]:8883 --to broker.example.com --loss 5 --delay 300",
      "",
      "Exit status: 0 stopped in good order, 1 a file is incomplete, 2 it could not begin."
    })
final class TapCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8883;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Console console;
  private final Interrupts interrupts;

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

  @Option(names = "--show-secrets", description = "Don't keep passwords and tokens out of what is printed.")
  private boolean showSecrets;

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
    if (maxConnections < 1 || count < 0) {
      throw CommandFailure.usage("--max-connections and --count are numbers from 1");
    }
    TapSettings settings = new TapSettings(
        address, target.host(), target.port(), CONNECT_TIMEOUT, maxConnections, hardship.read());
    if (evidence.serverName == null && !Arguments.read(() -> HostName.of(target.host())).isIpAddress()) {
      evidence.serverName = target.host();
    }
    Evidence known = evidence.read();
    try (TapFiles files = TapFiles.open(Optional.ofNullable(pcap), Optional.ofNullable(report))) {
      TapTeller teller = json ? new TapJson(console) : new TapText(console, ZoneId.systemDefault());
      new TapRun(console, teller, known, files, count, showSecrets).run(settings, interrupts);
    } catch (IOException e) {
      throw CommandFailure.failed("a file is incomplete: " + e.getMessage(), e);
    }
    return ExitStatus.WORKED;
  }
}
