package dev.plumbline.cli.command;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.HandshakeReport;
import dev.plumbline.cli.tls.MemoryCapture;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.rule.Diagnostician;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The page about a handshake that this command has made: that of a diagnosis, with this client's verdict. */
final class HandshakePage {
  private final Console console;
  private final HostAndPort target;

  HandshakePage(Console console, HostAndPort target) {
    this.console = console;
    this.target = target;
  }

  /**
   * Writes it.
   *
   * @param heard all connections of the command, of which the last one is the one that counts
   * @param result what came of it
   * @param failure what ended it
   */
  void write(
      Path file, TlsSetup setup, MemoryCapture heard, HandshakeReport result, Optional<CommandFailure> failure)
      throws CommandFailure {
    CaptureFile capture = CaptureFile.of(heard.bytes());
    List<Conversation> all = capture.surroundings().conversations();
    Evidence known = Evidence.none().of(setup.client(result.device(), Errand.HANDSHAKE));
    List<String> notes =
        result.remarks(setup.describe(), failure.isEmpty(), failure.map(CommandFailure::getMessage));
    Diagnosis diagnosis = new Diagnostician()
        .diagnose(all.subList(all.size() - 1, all.size()), capture.surroundings(), known, notes);
    new DiagnosisFiles(console, target.toString()).report(file, diagnosis, known);
  }
}
