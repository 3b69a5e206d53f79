package dev.plumbline.cli.tls;

import dev.plumbline.cli.explain.Failures;
import dev.plumbline.cli.mqtt.Transport;
import dev.plumbline.cli.net.Connections;
import dev.plumbline.cli.net.Dialer;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.net.Watchdog;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.device.DeviceReport;
import dev.plumbline.diagnose.device.FlightMeter;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.TlsConnection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** One TLS connection over TCP, in a time that has an end whatever the server does. */
public final class TlsLink implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final HostAndPort target;
  private final Duration timeout;
  private final Socket socket;
  private final CountingTap tap;
  private final TlsConnection connection;
  private final TlsSetup setup;
  private final FlightMeter flight = new FlightMeter();
  private final boolean authenticates;

  private TlsLink(HostAndPort target, Duration timeout, Socket socket, TlsSetup setup, TlsClientConfig config)
      throws IOException {
    this.target = target;
    this.timeout = timeout;
    this.socket = socket;
    this.setup = setup;
    this.tap = new CountingTap(new TapPair(flight, setup.tap(socket)));
    this.connection = new TlsConnection(socket, config, tap);
    this.authenticates = config.credentials().isPresent();
  }

  /** Connects; no TLS yet. */
  public static TlsLink connect(HostAndPort target, Duration timeout, TlsSetup setup, TlsClientConfig config)
      throws CommandFailure {
    Socket socket = Dialer.connect(target, timeout);
    try {
      return new TlsLink(target, timeout, socket, setup, config);
    } catch (IOException e) {
      Connections.abandon(socket);
      throw Failures.of(e, target);
    }
  }

  /** The address that was reached. */
  public String address() {
    return socket.getInetAddress().getHostAddress();
  }

  public void handshake() throws CommandFailure {
    try (Watchdog watchdog = new Watchdog(socket)) {
      watchdog.arm(timeout);
      try {
        connection.handshake();
      } catch (IOException e) {
        throw failure(e, watchdog.expired());
      }
    }
  }

  private CommandFailure failure(IOException e, boolean expired) {
    if (expired) {
      return Failures.silent(target, timeout, e);
    }
    if (tap.wasReset()) {
      return Failures.reset(target, e);
    }
    boolean wantsCertificate = !authenticates && connection.facts().clientAuthenticationRequested();
    if (!wantsCertificate) {
      return Failures.of(e, target);
    }
    return setup.keyRefused() ? Failures.withoutUsableKey(e, target) : Failures.withoutCertificate(e, target);
  }

  public ConnectionFacts facts() {
    return connection.facts();
  }

  /**
   * What the handshake was for the device; ask when it is over.
   *
   * @param failure what ended it, if TLS did
   */
  public DeviceReport device(Optional<TlsAlert> failure) {
    return setup.report(failure, facts(), flight.observed());
  }

  /** Bytes received so far, records and all. */
  public long bytesIn() {
    return tap.bytesReceived();
  }

  /** Bytes sent so far. */
  public long bytesOut() {
    return tap.bytesSent();
  }

  /** As something that MQTT can travel on. */
  public Transport transport() {
    return new Transport(connection.input(), connection.output(), connection, socket);
  }

  /** Says goodbye, for at most a moment, and hangs up. */
  @Override
  public void close() {
    try (Watchdog watchdog = new Watchdog(socket)) {
      watchdog.arm(FAREWELL);
      Connections.abandon(connection);
    }
    Connections.abandon(socket);
  }
}
