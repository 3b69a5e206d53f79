package dev.plumbline.cli.demo;

import dev.plumbline.cli.explain.Failures;
import dev.plumbline.cli.mqtt.Application;
import dev.plumbline.cli.mqtt.Bell;
import dev.plumbline.cli.mqtt.MqttDriver;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.DeviceLines;
import dev.plumbline.cli.output.HandshakeReport;
import dev.plumbline.cli.output.HandshakeSteps;
import dev.plumbline.cli.output.StepPrinter;
import dev.plumbline.cli.tls.TlsLink;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.diagnose.device.DeviceReport;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.PacketLog;
import dev.plumbline.mqtt.session.SessionLimits;
import dev.plumbline.mqtt.session.SessionState;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One client of the demo, with Plumbline's TLS under it, as pub and sub have it. */
final class DemoClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HostAndPort target;
  private final String clientId;
  private final TlsSetup setup;
  private final TlsLink link;
  private final HandshakeSteps steps;

  /** Connects; no TLS yet. Each step of the handshake will be printed if {@code explained}. */
  DemoClient(String clientId, HostAndPort target, TlsOptions options, boolean explained, Console console)
      throws CommandFailure {
    this.target = target;
    this.clientId = clientId;
    StepPrinter printer = new StepPrinter(console, "   ");
    this.steps = new HandshakeSteps(explained ? printer::print : step -> {});
    this.setup = TlsSetup.open(options, target.host(), console);
    this.link = TlsLink.connect(target, TIMEOUT, setup, setup.recordedConfig(steps, SessionStore.NONE));
  }

  /** Makes the handshake and returns its verdict. */
  String handshake() throws CommandFailure {
    link.handshake();
    DeviceReport device = link.device(Optional.empty());
    return new HandshakeReport(
        link.facts(), Optional.empty(), device, link.bytesIn(), link.bytesOut(), steps.finish()).verdict();
  }

  /** Makes a handshake that is meant to fail; empty if it does not. */
  Optional<TlsAlert> failure() throws CommandFailure {
    try {
      link.handshake();
      return Optional.empty();
    } catch (CommandFailure e) {
      if (e.getCause() instanceof TlsAlert alert) {
        return Optional.of(alert);
      }
      throw e;
    }
  }

  /** What the handshake was for the device; nothing for engines that model none. */
  List<String> device() {
    return new DeviceLines(link.device(Optional.empty())).text();
  }

  /** What the device would say of this failure. */
  Optional<String> reported(TlsAlert failure) {
    return new DeviceLines(link.device(Optional.of(failure))).verdict();
  }

  /** Runs an MQTT session until the application leaves. */
  void run(Application application, PacketLog log) throws CommandFailure {
    SessionLimits limits = new SessionLimits(1 << 16, 1, TIMEOUT);
    MqttClientSession session = new MqttClientSession(
        Connect.as(clientId), new SessionState(clientId), limits, log, System.nanoTime());
    try {
      new MqttDriver(session, link.transport(), new Bell(), TIMEOUT).run(application);
    } catch (MqttException e) {
      throw Failures.of(e, target);
    } catch (IOException e) {
      throw Failures.of(e, target);
    }
  }

  @Override
  public void close() {
    link.close();
    setup.close();
  }
}
