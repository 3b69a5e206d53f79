package dev.plumbline.cli.explain;

import dev.plumbline.cli.mqtt.ConnectionEndedException;
import dev.plumbline.cli.net.Dialer;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** The one place where what ended a connection becomes an exit status and a sentence that says what to do next. */
public final class Failures {
  private Failures() {}

  /** TLS ended the connection. */
  private static CommandFailure of(TlsAlert alert, HostAndPort target) {
    return failed(alert, target, Advice.on(alert));
  }

  /** The handshake failed after the server had asked for a certificate and got none. */
  public static CommandFailure withoutCertificate(IOException e, HostAndPort target) {
    return alertIn(e)
        .map(alert -> failed(alert, target,
            "it had asked for a client certificate and got none: give one with --cert and --key"))
        .orElseGet(() -> of(e, target));
  }

  /** The same, though the user had given one: the device does not take its key in that form. */
  public static CommandFailure withoutUsableKey(IOException e, HostAndPort target) {
    return alertIn(e)
        .map(alert -> failed(alert, target,
            "it had asked for a client certificate, and the device has none, since it does not take the key in the form"
                + " given with --key: 'plumbline profiles show' lists the forms that it takes"))
        .orElseGet(() -> of(e, target));
  }

  private static CommandFailure failed(TlsAlert alert, HostAndPort target, String advice) {
    String clause = alert.fault().map(Fault::clause).map(text -> " (" + text + ")").orElse("");
    return CommandFailure.failed(target + ": " + alert.sentence() + clause + "; " + advice, alert);
  }

  private static Optional<TlsAlert> alertIn(Throwable e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof TlsAlert)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((TlsAlert) cause);
  }

  /** An {@link IOException} of a connection, which may carry a {@link TlsAlert}. */
  public static CommandFailure of(IOException e, HostAndPort target) {
    Optional<TlsAlert> alert = alertIn(e);
    if (alert.isPresent()) {
      return of(alert.get(), target);
    }
    if (e instanceof ConnectionEndedException ended) {
      return switch (ended.how()) {
        case CLOSED_BY_SERVER -> CommandFailure.failed(
            target + " closed the connection without saying why; its log may, and so may -d here", e);
        case STALLED -> CommandFailure.network(
            target + " takes nothing that is sent to it any more; check the server and the network", e);
      };
    }
    if (e instanceof SocketTimeoutException) {
      return CommandFailure.network(target + " did not answer in time; --timeout allows for more", e);
    }
    return CommandFailure.network(target + ": the connection broke (" + e.getMessage()
        + "); check the server's log, and what lies between it and this machine", e);
  }

  /** The time for connecting and the handshake was up. */
  public static CommandFailure silent(HostAndPort target, Duration timeout, Throwable cause) {
    return CommandFailure.network(target + " accepted the connection but did not finish the handshake within "
        + Dialer.seconds(timeout) + "; check that it serves TLS on this port, or allow for more with --timeout", cause);
  }

  /** The other side, or something between, broke the connection during the handshake. */
  public static CommandFailure reset(HostAndPort target, Throwable cause) {
    return CommandFailure.network(target + " reset the connection during the handshake; a firewall or proxy may not"
        + " like this name or protocol, or the server's log says why", cause);
  }

  /** The broker broke MQTT's rules, or was silent. */
  public static CommandFailure of(MqttException e, HostAndPort target) {
    MqttFault fault = e.fault();
    if (fault == MqttFault.CONNACK_OVERDUE) {
      return CommandFailure.network(
          target + " is silent: it does not answer CONNECT; check that it is an MQTT broker", e);
    }
    if (fault == MqttFault.PINGRESP_OVERDUE) {
      return CommandFailure.network(target + " is silent: it does not answer pings any more; check the network", e);
    }
    return CommandFailure.failed(target + " breaks MQTT 3.1.1 §" + fault.section() + " (" + fault.statement() + "): "
        + fault.sentence() + ": " + e.detail() + "; check that it is an MQTT broker", e);
  }
}
