package dev.plumbline.cli.live;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.explain.Failures;
import dev.plumbline.cli.mqtt.ConnectionEndedException;
import dev.plumbline.cli.mqtt.Visit;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.HandshakeReport;
import dev.plumbline.cli.output.HandshakeSteps;
import dev.plumbline.cli.tls.MemoryCapture;
import dev.plumbline.cli.tls.TlsLink;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.evidence.OwnClient;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A connection that this command has made, as a capture would have shown it, its secrets included; frames have the
 * numbers that they have in the file of --pcap.
 *
 * @param capture what was heard
 * @param client what this client was like
 * @param remarks what this client itself says of it, in sentences
 * @param failure what ended it; empty if all went well
 * @param answered whether the server said anything
 */
public record OwnConnection(
    CaptureFile capture, OwnClient client, List<String> remarks, Optional<CommandFailure> failure, boolean answered) {

  /**
   * Connects, makes the handshake, and leaves.
   *
   * @param visit how to introduce itself to a broker then; empty if it is not to
   * @throws CommandFailure if no connection came about, or the options are wrong; what fails later is part of the answer
   */
  public static OwnConnection make(HostAndPort target, TlsOptions options, Optional<Connect> visit, Console console)
      throws CommandFailure {
    MemoryCapture heard = new MemoryCapture();
    HandshakeSteps steps = new HandshakeSteps(step -> {});
    try (TlsSetup setup = TlsSetup.open(options, target.host(), console, heard)) {
      Optional<CommandFailure> failure = Optional.empty();
      boolean completed = false;
      HandshakeReport report;
      try (TlsLink link = TlsLink.connect(
          target, options.timeout(), setup, setup.recordedConfig(steps, SessionStore.NONE))) {
        try {
          link.handshake();
          completed = true;
          if (visit.isPresent()) {
            visit(visit.get(), link, target, options);
          }
        } catch (CommandFailure e) {
          failure = Optional.of(e);
        }
        Optional<TlsAlert> alert = failure.map(Throwable::getCause)
            .filter(TlsAlert.class::isInstance).map(TlsAlert.class::cast);
        report = new HandshakeReport(
            link.facts(), alert, link.device(alert), link.bytesIn(), link.bytesOut(), steps.finish());
      }
      return new OwnConnection(
          CaptureFile.of(heard.bytes()), setup.client(report.device(), visit.isEmpty() ? Errand.HANDSHAKE : Errand.SESSION),
          report.remarks(setup.describe(), completed, failure.map(CommandFailure::getMessage)), failure,
          report.bytesIn() > 0);
    }
  }

  private static void visit(Connect connect, TlsLink link, HostAndPort target, TlsOptions options)
      throws CommandFailure {
    try {
      Visit.make(connect, link.transport(), options.timeout());
    } catch (MqttException e) {
      throw Failures.of(e, target);
    } catch (ConnectionEndedException e) {
      throw CommandFailure.failed("the broker ended the connection without an answer to CONNECT", e);
    } catch (IOException e) {
      throw Failures.of(e, target);
    }
  }

  /** What was said. */
  public Conversation conversation() {
    return capture.surroundings().conversations().get(0);
  }

  /** Whether nothing went wrong that the device would have noticed. */
  public boolean well() {
    return failure.isEmpty() || client.errand() == Errand.AS_FAR_AS_POSSIBLE;
  }

  /** What the network did to it below TLS. */
  public Optional<CommandFailure> networkFailure() {
    return failure.filter(each -> each.exitStatus() == ExitStatus.NETWORK);
  }
}
