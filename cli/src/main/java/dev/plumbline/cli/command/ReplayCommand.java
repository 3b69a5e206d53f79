package dev.plumbline.cli.command;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.capture.Selection;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.ReplayJson;
import dev.plumbline.cli.output.ReplayText;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.replay.SwitchResult;
import dev.plumbline.diagnose.replay.SwitchSearch;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.engine.spec.EngineSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: a captured server flight through the device's engine under each of its switches. */
@Command(
    name = "replay",
    header = "Play a captured server flight to the device's engine, under each of its switches.",
    description = "%nWhat the server sent as far as ServerHelloDone is played to software, to the engine of the"
        + " device's profile, and to that engine with each of its switches set otherwise. The settings that end as"
        + " the device did are the explanation; where several do, it says what would tell them apart.",
    customSynopsis = "plumbline replay CAPTURE [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline replay device.pcap --cafile root.pem --profile synergy-ssp2",
      "  plumbline replay device.pcap --cafile root.pem --config r_sce.h --json",
      "  plumbline replay device.pcap --cafile root.pem --engine sce7:endian=little --engine sce9",
      "",
      "Exit status: 0 a setting ends as the device did (or the device took the flight),",
      "1 none does, 2 a file or an option is wrong, or there is nothing to replay."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "CAPTURE", description = "A capture, pcap or pcapng.")
  private Path capture;

  @Mixin private EvidenceOptions evidence;

  @Option(names = "--engine", paramLabel = "ENGINE[:SWITCH=VALUE,…]",
      description = "Play it to this engine instead of trying every switch; may be given several times.")
  private List<String> engines = new ArrayList<>();

  @Option(names = "--keylog", paramLabel = "FILE",
      description = "The sessions' secrets in the NSS key log format; a pcapng may carry them itself.")
  private Path keyLog;

  @Option(names = {"-p", "--port"}, paramLabel = "N", description = "Only connections to this port.")
  private Integer port;

  @Option(names = {"-h", "--host"}, paramLabel = "HOST",
      description = "Only connections of this address, or to this name if the capture shows where it is.")
  private String host;

  @Option(names = "--stream", paramLabel = "N",
      description = "Connection N, counted from 0 as by Wireshark (default: the first that the device gave up).")
  private Integer stream;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private HelpOption help;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    Selection selection = Selection.asked(port, host, stream);
    if (selection.hostIsName() && evidence.serverName == null) {
      evidence.serverName = host;
    }
    List<EngineSpec> specs = new ArrayList<>();
    for (String each : engines) {
      specs.add(Arguments.read(() -> EngineSpec.parse(each)));
    }
    Evidence known = evidence.read();
    CaptureFile file = CaptureFile.read(capture, Optional.ofNullable(keyLog), console);
    Conversation wanted = choose(selection.of(file.surroundings()));
    SwitchSearch search = new Diagnostician().replay(wanted, file.surroundings(), known).orElseThrow();
    SwitchResult result = specs.isEmpty() ? search.run() : search.run(specs);
    console.out().print(json
        ? ReplayJson.of(wanted, result) + System.lineSeparator()
        : new ReplayText(wanted, result, console.style()).text());
    return result.unexplained() ? ExitStatus.FAILED : ExitStatus.WORKED;
  }

  /** Of the connections with a ClientHello the first that the device gave up, or else the first with most to replay. */
  private Conversation choose(List<Conversation> wanted) throws CommandFailure {
    return wanted.stream()
        .filter(each -> each.clientHello().isPresent())
        .min(Comparator.comparing(ReplayCommand::rank))
        .orElseThrow(() -> CommandFailure.usage(capture + ": there is no TLS connection with a ClientHello in it"
            + (stream != null || port != null || host != null ? " among those that were asked for" : "")
            + ", so there is nothing to replay"));
  }

  private static int rank(Conversation conversation) {
    if (conversation.serverHello().isEmpty()) {
      return 2;
    }
    boolean gaveUp = conversation.handshake(Side.CLIENT, 16).isEmpty() && Ending.of(conversation).by(Side.CLIENT);
    return gaveUp ? 0 : 1;
  }
}
