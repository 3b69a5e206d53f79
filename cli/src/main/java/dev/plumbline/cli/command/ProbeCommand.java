package dev.plumbline.cli.command;

import dev.plumbline.cli.net.Dialer;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.ProbeJson;
import dev.plumbline.cli.output.ProbeText;
import dev.plumbline.cli.tls.ProbeSetup;
import dev.plumbline.diagnose.probe.Answer.Outcome;
import dev.plumbline.diagnose.probe.Attempt;
import dev.plumbline.diagnose.probe.Probe;
import dev.plumbline.diagnose.probe.ProbeResult;
import dev.plumbline.diagnose.probe.ProbeSettings;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.service.Combination;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.Services;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code probe}: a device's ClientHello to a live server, and the smallest change that would do. */
@Command(
    name = "probe",
    header = "Send a device's ClientHello to a live server, and find the smallest change that would make it work.",
    description = "%nMakes few connections, with a pause between them, and leaves each in good order; sends no MQTT. A"
        + " hello works if the server answers it with its whole flight, within what the device has room for, and, if"
        + " --cafile says what the device trusts, with a certificate that it can trust.",
    customSynopsis = "plumbline probe HOST[:PORT] --profile PROFILE [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline probe broker.example.com:8883 --profile synergy-ssp2",
      "  plumbline probe broker.example.com --profile wolfssl:sni=off --cafile ca.pem",
      "  plumbline probe 192.0.2.1:8883 --profile mbedtls --servername broker.example.com",
      "",
      "Exit status: 0 works as it is, 1 does not, 2 options or files are wrong,",
      "3 the network failed below TLS."
    })
final class ProbeCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8883;
  private static final long LONGEST_PAUSE = 3_600_000;

  private final Console console;

  @Parameters(paramLabel = "HOST[:PORT]", description = "The server; an IPv6 address goes in brackets (default port: "
      + DEFAULT_PORT + ").")
  private String server;

  @Option(names = "--profile", paramLabel = "PROFILE[:SWITCH=VALUE,…]", required = true,
      description = "The device; 'plumbline profiles' lists them.")
  private String profile;

  @Option(names = "--servername", paramLabel = "NAME",
      description = "The name to ask for and to find in the certificate (default: the host).")
  private String serverName;

  @Option(names = "--cafile", paramLabel = "FILE", description = "What the device trusts, PEM or DER; without it the"
      + " certificate is not judged.")
  private Path caFile;

  @Option(names = "--service", paramLabel = "SERVICE",
      description = "The kind of broker, whose demands are compared with the profile; 'plumbline profiles' lists them"
          + " (default: recognised by the name).")
  private String service;

  @Option(names = "--pause", paramLabel = "MS", defaultValue = "500",
      description = "Time between two connections (default: ${DEFAULT-VALUE}).")
  private long pause;

  @Option(names = "--max-connections", paramLabel = "N", defaultValue = "24",
      description = "Stop after this many connections (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "10",
      description = "How long connecting, and then each handshake, may take (default: ${DEFAULT-VALUE}).")
  private double timeout;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private HelpOption help;

  ProbeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    HostAndPort target = Arguments.read(() -> HostAndPort.parse(server, DEFAULT_PORT));
    DeviceProfile device = device();
    String name = serverName == null ? target.host() : serverName;
    Optional<ServiceProfile> broker = service(name);
    List<String> obstacles =
        broker.map(one -> Combination.obstacles(device, one, target.port())).orElse(List.of());
    checkNumbers();
    try (ProbeSetup setup = ProbeSetup.open(Optional.ofNullable(caFile))) {
      ProbeSettings settings =
          setup.settings(device, name, patience(), Duration.ofMillis(pause), maxConnections);
      ProbeText text = new ProbeText(console);
      Consumer<Attempt> progress = json ? attempt -> {} : text::attempt;
      Probe probe = Arguments.read(() -> new Probe(settings, () -> connect(target), progress));
      if (!json) {
        console.out().println(target + " as " + device.spec());
        obstacles.forEach(obstacle -> console.out().println("Before anything is sent: " + obstacle + "."));
        console.out().println();
      }
      ProbeResult result = probe.run();
      if (json) {
        console.out().println(ProbeJson.write(result, target.toString(), device.spec(), broker, obstacles));
      } else if (!result.belowTls()) {
        text.result(result, device);
      }
      return status(result, target);
    }
  }

  private int status(ProbeResult result, HostAndPort target) throws CommandFailure {
    if (result.belowTls()) {
      String said = result.asIs().remark();
      throw CommandFailure.network(result.asIs().outcome() == Outcome.UNREACHABLE
          ? said
          : target + " accepts connections and answers no ClientHello (" + said
              + "); check that it serves TLS on this port, and what lies between", null);
    }
    return result.works() ? ExitStatus.WORKED : ExitStatus.FAILED;
  }

  private DeviceProfile device() throws CommandFailure {
    try {
      return Profiles.parse(profile);
    } catch (ProfileException e) {
      throw CommandFailure.usage("--profile: " + e.getMessage(), e);
    }
  }

  private Optional<ServiceProfile> service(String name) throws CommandFailure {
    try {
      return service == null ? Services.forHost(name) : Optional.of(Services.parse(service));
    } catch (ProfileException e) {
      throw CommandFailure.usage("--service: " + e.getMessage(), e);
    }
  }

  private void checkNumbers() throws CommandFailure {
    if (pause < 0 || pause > LONGEST_PAUSE) {
      throw CommandFailure.usage("--pause is a number of milliseconds, from 0 to " + LONGEST_PAUSE);
    }
    if (maxConnections < 1) {
      throw CommandFailure.usage("--max-connections is a number from 1");
    }
    if (!(timeout >= 0.001 && timeout <= 86_400)) {
      throw CommandFailure.usage("--timeout is a number of seconds, from 0.001 to 86400");
    }
  }

  private Duration patience() {
    return Duration.ofMillis((long) (timeout * 1000));
  }

  private Socket connect(HostAndPort target) throws IOException {
    try {
      return Dialer.connect(target, patience());
    } catch (CommandFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
