package dev.plumbline.cli.command;

import dev.plumbline.cli.explain.Failures;
import dev.plumbline.cli.mqtt.Application;
import dev.plumbline.cli.mqtt.Bell;
import dev.plumbline.cli.mqtt.MosquittoLog;
import dev.plumbline.cli.mqtt.MqttDriver;
import dev.plumbline.cli.mqtt.Transport;
import dev.plumbline.cli.net.Connections;
import dev.plumbline.cli.net.Dialer;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.DeviceLines;
import dev.plumbline.cli.tls.TlsLink;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.PacketLog;
import dev.plumbline.mqtt.session.SessionLimits;
import dev.plumbline.mqtt.session.SessionState;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TraceSink;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** One MQTT session as pub and sub have it: connect, with TLS unless --plain is given, and run until it is over. */
final class MqttRun {
  /** The largest packet to accept, so that no broker can fill the memory. */
  private static final int LARGEST_PACKET = 32 << 20;
  private static final int IN_FLIGHT = 20;

  private final Console console;
  private final Interrupts interrupts;
  private final BrokerOptions broker;
  private final TlsOptions tls;

  MqttRun(Console console, Interrupts interrupts, BrokerOptions broker, TlsOptions tls) {
    this.console = console;
    this.interrupts = interrupts;
    this.broker = broker;
    this.tls = tls;
  }

  /** Returns when the application, or a signal, has closed the session in good order. */
  void run(Application application, Bell bell) throws CommandFailure {
    HostAndPort target = broker.target();
    Connect connect = broker.connect(console);
    try {
      if (broker.plain()) {
        runPlain(application, bell, connect, target);
      } else {
        runTls(application, bell, connect, target);
      }
    } finally {
      if (connect.password() != null) {
        connect.password().close();
      }
    }
  }

  private void runPlain(Application application, Bell bell, Connect connect, HostAndPort target)
      throws CommandFailure {
    if (tls.anyGiven()) {
      throw CommandFailure.usage("--plain turns TLS off, and an option about TLS is given; leave out one of the two");
    }
    Socket socket = Dialer.connect(target, tls.timeout());
    try {
      Transport transport = new Transport(socket.getInputStream(), socket.getOutputStream(), socket, socket);
      drive(application, bell, connect, target, transport);
    } catch (IOException e) {
      throw Failures.of(e, target);
    } finally {
      Connections.abandon(socket);
    }
  }

  private void runTls(Application application, Bell bell, Connect connect, HostAndPort target) throws CommandFailure {
    try (TlsSetup setup = TlsSetup.open(tls, target.host(), console);
        TlsLink link = TlsLink.connect(
            target, tls.timeout(), setup, setup.recordedConfig(TraceSink.NONE, SessionStore.NONE))) {
      if (broker.debug()) {
        console.err().println("TLS 1.2 to " + target + ", " + setup.describe());
      }
      handshake(link);
      drive(application, bell, connect, target, link.transport());
    }
  }

  /** Says what the device would report where TLS fails, and with -d what the handshake was for it in any case. */
  private void handshake(TlsLink link) throws CommandFailure {
    try {
      link.handshake();
    } catch (CommandFailure e) {
      if (e.getCause() instanceof TlsAlert alert) {
        DeviceLines device = new DeviceLines(link.device(Optional.of(alert)));
        (broker.debug() ? device.text().stream() : device.verdict().stream()).forEach(console.err()::println);
      }
      throw e;
    }
    if (broker.debug()) {
      new DeviceLines(link.device(Optional.empty())).text().forEach(console.err()::println);
    }
  }

  private void drive(Application application, Bell bell, Connect connect, HostAndPort target, Transport transport)
      throws CommandFailure {
    SessionLimits limits = new SessionLimits(LARGEST_PACKET, IN_FLIGHT, tls.timeout());
    PacketLog log = broker.debug() ? new MosquittoLog(connect.clientId(), console.err()) : PacketLog.NONE;
    SessionState state = new SessionState(connect.clientId());
    MqttClientSession session = new MqttClientSession(connect, state, limits, log, System.nanoTime());
    MqttDriver driver = new MqttDriver(session, transport, bell, tls.timeout());
    interrupts.onInterrupt(driver::stop);
    try {
      driver.run(application);
    } catch (MqttException e) {
      throw Failures.of(e, target);
    } catch (IOException e) {
      throw Failures.of(e, target);
    }
  }
}
