package dev.plumbline.cli.demo;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.StyledText;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.report.DiagnosisText;
import dev.plumbline.diagnose.report.HtmlReport;
import dev.plumbline.diagnose.report.ReportContext;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Synergy board whose engine is big-endian and whose root lies in flash: how it fails (C05), what the capture of that
 * says, what it says together with the board's configuration, and how the board connects once the advice is followed.
 */
final class FailingDevice {
  private static final String PROFILE = "synergy-ssp2";
  private static final String AS_IT_IS = "sce7:endian=big,anchors=rom";
  private static final String AS_ADVISED = "sce7:endian=big,anchors=ram";
  private static final int WIDTH = 97;

  private final Console console;
  private final Narrator narrator;
  private final HostAndPort broker;
  private final Path rootFile;
  private final Diagnostician diagnostician = new Diagnostician();

  FailingDevice(Console console, Narrator narrator, HostAndPort broker, Path rootFile) {
    this.console = console;
    this.narrator = narrator;
    this.broker = broker;
    this.rootFile = rootFile;
  }

  /** The whole story; the capture, what is known of the board, and the report are left in these files. */
  void tell(DemoFiles files) throws CommandFailure {
    files.describeDevice(rootFile);
    narrator.step("A board that can't connect: a simulated SCE7, opened big-endian, with its root in flash");
    fail(files);
    narrator.step("Why? From the capture alone");
    narrator.command("./plumbline diagnose " + files.capture());
    tell(diagnose(files, Evidence.none()));
    narrator.step("With what the board trusts and how it is configured");
    narrator.command("./plumbline diagnose " + files.capture() + " --cafile " + files.root() + " --config "
        + files.settings() + " --report " + files.report());
    Evidence known = Evidence.of(anchors(), DeviceSettingsReader.read(files.settingsText()));
    Diagnosis diagnosis = diagnose(files, known);
    tell(diagnosis);
    report(files, diagnosis, known);
    narrator.step("The advice followed: the same board with its root copied into RAM");
    connect();
  }

  private void fail(DemoFiles files) throws CommandFailure {
    TlsOptions options = board(AS_IT_IS).capturedIn(files.capture());
    try (DemoClient client = new DemoClient("board", broker, options, false, console)) {
      Optional<TlsAlert> failure = client.failure();
      if (failure.isEmpty()) {
        throw CommandFailure.failed("the demo's failing board connected, which it must not", null);
      }
      narrator.bad("failed: " + failure.get().sentence());
      client.reported(failure.get()).ifPresent(narrator::say);
    }
    narrator.say("captured in " + files.capture());
  }

  private void connect() throws CommandFailure {
    try (DemoClient client = new DemoClient("board", broker, board(AS_ADVISED), false, console)) {
      narrator.good(client.handshake());
    }
  }

  private TlsOptions board(String engine) {
    return TlsOptions.trusting(rootFile).as(PROFILE).on(engine);
  }

  private List<ParsedCertificate> anchors() throws CommandFailure {
    try {
      return CertificateFiles.read(rootFile);
    } catch (CertificateFileException e) {
      throw CommandFailure.failed("the demo's root can't be read: " + e.getMessage(), e);
    }
  }

  private Diagnosis diagnose(DemoFiles files, Evidence known) throws CommandFailure {
    CaptureFile file = CaptureFile.read(files.capture(), Optional.empty(), console);
    return diagnostician.diagnose(file.surroundings(), known, file.summary().notes());
  }

  /** As diagnose prints it, without what was ruled out and what else might be. */
  private void tell(Diagnosis diagnosis) {
    ConnectionDiagnosis first = diagnosis.connections().get(0);
    Finding answer = first.findings().get(0);
    Finding inShort = new Finding(
        answer.id(), answer.caseId(), answer.role(), answer.confidence(), answer.summary(), answer.evidence(),
        List.of(), answer.undecided(), answer.fix(), "");
    ConnectionDiagnosis shortened =
        new ConnectionDiagnosis(first.conversation(), first.stack(), first.stage(), List.of(inShort));
    Diagnosis one = new Diagnosis(diagnosis.verdict(), List.of(shortened), List.of());
    narrator.say(DiagnosisText.write(one, WIDTH, new StyledText(console.style())));
  }

  private static void report(DemoFiles files, Diagnosis diagnosis, Evidence known) throws CommandFailure {
    String name = String.valueOf(files.capture().getFileName());
    try (Writer out = Files.newBufferedWriter(files.report())) {
      HtmlReport.write(diagnosis, ReportContext.of(name, Instant.now()).with(known), out);
    } catch (IOException e) {
      throw InputFiles.unwritable(files.report(), "--out", e);
    }
  }
}
