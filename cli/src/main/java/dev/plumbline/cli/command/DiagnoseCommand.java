package dev.plumbline.cli.command;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.capture.Selection;
import dev.plumbline.cli.live.OwnConnection;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.StyledText;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.report.DiagnosisJson;
import dev.plumbline.diagnose.report.DiagnosisText;
import dev.plumbline.diagnose.report.Redaction;
import dev.plumbline.diagnose.rule.Diagnostician;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diagnose}: from a capture to the cause, the evidence and the fix. */
@Command(
    name = "diagnose",
    header = "Find out from a capture, or from a live server, why a device does not connect.",
    description = "%nSays what is wrong, by which evidence, what it is not, and what to do. The capture alone often is"
        + " enough; each further piece of evidence (what the device trusts, its stack, the code that it reported) makes"
        + " the answer surer.",
    customSynopsis = {
      "plumbline diagnose CAPTURE [OPTIONS]",
      "       plumbline diagnose --connect HOST[:PORT] [OPTIONS]"
    },
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline diagnose device.pcapng",
      "  plumbline diagnose device.pcapng --cafile root.pem --servername broker.example.com --code 0x10005",
      "  plumbline diagnose device.pcapng --profile synergy-ssp2 --config r_sce.h --report report.html",
      "  plumbline diagnose router.pcap --host 192.0.2.17 --port 8883 --json",
      "  plumbline diagnose --connect broker.example.com:8883 --profile synergy-ssp2 \\",
      "      --cafile root.pem --anchors-in rom",
      "  plumbline diagnose --connect broker.example.com --mqtt -i me -u me --pw-file f",
      "",
      "Exit status: 0 nothing is wrong, 1 something is (or the capture can't tell),",
      "2 a file or an option is wrong, 3 the server can't be reached or says nothing."
    })
final class DiagnoseCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Console console;

  @Parameters(paramLabel = "CAPTURE", arity = "0..1", description = "A capture, pcap or pcapng.")
  private Path capture;

  @Mixin private EvidenceOptions evidence;

  @Option(names = "--keylog", paramLabel = "FILE",
      description = "The sessions' secrets in the NSS key log format; a pcapng may carry them itself.")
  private Path keyLog;

  @Option(names = {"-p", "--port"}, paramLabel = "N", description = "Only connections to this port.")
  private Integer port;

  @Option(names = {"-h", "--host"}, paramLabel = "HOST",
      description = "Only connections of this address, or to this name if the capture shows where it is.")
  private String host;

  @Option(names = "--stream", paramLabel = "N", description = "Only connection N, counted from 0 as by Wireshark.")
  private Integer stream;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(names = "--report", paramLabel = "F.html", description = "Write a report: one HTML file, without secrets.")
  private Path report;

  @Option(names = "--bundle", paramLabel = "F.zip", description = "Write a zip file for a forum or a vendor: report,"
      + " certificates, the capture without application data; and what was removed. No secrets, no addresses.")
  private Path bundle;

  @Option(names = "--show-secrets", description = "Don't keep passwords and tokens out of what is printed.")
  private boolean showSecrets;

  @Mixin private ConnectOptions connect;

  @Mixin private HelpOption help;

  DiagnoseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    connect.check();
    InputFiles.requireWritable(report, "--report");
    InputFiles.requireWritable(bundle, "--bundle");
    return connect.asked() ? diagnoseServer() : diagnoseCapture();
  }

  private int diagnoseCapture() throws CommandFailure {
    if (capture == null) {
      throw CommandFailure.usage("nothing says what to diagnose: name a CAPTURE, or a live server with --connect");
    }
    Selection selection = Selection.asked(port, host, stream);
    if (selection.hostIsName() && evidence.serverName == null) {
      evidence.serverName = host;
    }
    Evidence known = evidence.read();
    CaptureFile file = CaptureFile.read(capture, Optional.ofNullable(keyLog), console);
    List<Conversation> wanted = selection.of(file.surroundings());
    List<String> notes = notes(file, wanted.size());
    if (selection.hostIsName() && !selection.isKnown(file.surroundings())) {
      notes.add("The capture does not show where " + host + " is, so --host left nothing out.");
    }
    notes.addAll(evidence.lint());
    IdleOptions.keyLog(keyLog, wanted.stream().filter(each -> each.keys() == Conversation.Keys.FIT).count())
        .ifPresent(notes::add);
    Diagnosis diagnosis = new Diagnostician().diagnose(wanted, file.surroundings(), known, notes);
    tell(diagnosis, known, String.valueOf(capture.getFileName()));
    return diagnosis.verdict() == Verdict.HEALTHY ? ExitStatus.WORKED : ExitStatus.FAILED;
  }

  private int diagnoseServer() throws CommandFailure {
    if (capture != null) {
      throw CommandFailure.usage("a CAPTURE and --connect are two ways to the evidence; leave out one of them");
    }
    if (port != null || host != null || stream != null || keyLog != null) {
      throw CommandFailure.usage(
          "--port, --host, --stream and --keylog are for captures; leave them out with --connect");
    }
    Evidence known = evidence.read();
    List<String> notes = new ArrayList<>(evidence.lint());
    OwnConnection own = connected(notes);
    notes.addAll(own.remarks());
    Evidence all = known.of(own.client());
    Diagnosis diagnosis = new Diagnostician().diagnose(own.capture().surroundings(), all, notes);
    tell(diagnosis, all, connect.target().toString());
    if (own.networkFailure().isPresent() && !own.answered()) {
      throw own.networkFailure().get();
    }
    return diagnosis.verdict() == Verdict.HEALTHY && own.well() ? ExitStatus.WORKED : ExitStatus.FAILED;
  }

  /** The connection; if none came about, a document says so too before the command ends. */
  private OwnConnection connected(List<String> notes) throws CommandFailure {
    try {
      return connect.make(evidence, console);
    } catch (CommandFailure e) {
      if (json && e.exitStatus() == ExitStatus.NETWORK) {
        console.out().println(DiagnosisJson.write(new Diagnostician().unreached(e.getMessage(), notes)));
      }
      throw e;
    }
  }

  /** What the file itself has to say, and what was left out. */
  private static List<String> notes(CaptureFile file, int wanted) {
    List<String> notes = new ArrayList<>(file.summary().notes());
    int all = file.surroundings().conversations().size();
    if (all == 0) {
      CaptureSummary.Counts counts = file.summary().counts();
      notes.add("In the file are " + file.summary().frames() + " frames: " + counts.arp() + " of ARP, " + counts.icmp()
          + " of ICMP, " + counts.dns() + " of DNS, " + counts.udp() + " of other UDP, " + counts.tcp() + " of TCP.");
    }
    if (wanted < all) {
      notes.add(wanted + " of " + all + " connections were asked for.");
    }
    return notes;
  }

  private void tell(Diagnosis diagnosis, Evidence known, String name) throws CommandFailure {
    Diagnosis said = showSecrets ? diagnosis : Redaction.of(diagnosis).apply(diagnosis);
    console.out().println(json
        ? DiagnosisJson.write(said)
        : DiagnosisText.write(said, WIDTH, new StyledText(console.style())));
    DiagnosisFiles files = new DiagnosisFiles(console, name);
    files.report(report, diagnosis, known);
    files.bundle(bundle, diagnosis, known);
  }
}
