package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import java.util.Optional;

/**
 * The alert protocol of one connection (RFC 5246 §7.2). Of the server's alerts, which end the connection, and which
 * are only remarks, of which there may not be too many; of ours, the last one, which may have to wait for a busy
 * engine.
 */
final class AlertProtocol {
  private static final int LENGTH = 2;
  private static final int WARNINGS_IN_A_ROW = 4;

  private final HandshakeContext context;
  private int warnings;
  private AlertDescription waiting;
  private boolean closeNotifySaid;

  AlertProtocol(HandshakeContext context) {
    this.context = context;
  }

  /**
   * Reads one alert.
   *
   * @return whether it is close_notify; any other alert that returns was only a warning
   * @throws TlsAlert if the alert is fatal, malformed, or one warning too many
   */
  boolean receive(byte[] array, int offset, int length) throws TlsAlert {
    if (length != LENGTH) {
      throw Fault.ALERT_MALFORMED.with(length);
    }
    int levelCode = array[offset] & 0xFF;
    int descriptionCode = array[offset + 1] & 0xFF;
    Optional<AlertLevel> level = AlertLevel.of(levelCode);
    Optional<AlertDescription> description = AlertDescription.of(descriptionCode);
    if (level.isEmpty() || description.isEmpty()) {
      throw Fault.ALERT_UNKNOWN.with(levelCode, descriptionCode);
    }
    if (context.trace().wants(TracePoint.ALERT_RECEIVED)) {
      context.trace().bytes(TracePoint.ALERT_RECEIVED, array, offset, length);
    }
    context.facts().serverAlert(description.get());
    return judge(level.get(), description.get());
  }

  /** Whether we said that we send nothing more. */
  boolean closeNotifySaid() {
    return closeNotifySaid;
  }

  /** From now on close_notify waits to be sent, unless it was already said (RFC 5246 §7.2.1). */
  void sayCloseNotify() {
    if (!closeNotifySaid) {
      closeNotifySaid = true;
      waiting = AlertDescription.CLOSE_NOTIFY;
    }
  }

  /** From now on this fatal alert waits to be sent; null for none. */
  void sayFatal(AlertDescription description) {
    waiting = description;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  /**
   * Puts the waiting alert out. If the engine can't, it is dropped: that is no reason to hide why we end.
   *
   * @return false if the engine was busy, and the alert still waits
   */
  boolean sendWaiting() {
    if (waiting == null) {
      return true;
    }
    AlertLevel level = waiting == AlertDescription.CLOSE_NOTIFY ? AlertLevel.WARNING : AlertLevel.FATAL;
    try {
      context.sendAlert(level, waiting);
      waiting = null;
    } catch (EngineException e) {
      waiting = e.kind() == EngineException.Kind.BUSY ? waiting : null;
    } catch (TlsAlert e) {
      waiting = null;
    }
    return waiting == null;
  }

  /** Something else than an alert arrived: the next warning is the first in its row. */
  void interrupted() {
    warnings = 0;
  }

  private boolean judge(AlertLevel level, AlertDescription description) throws TlsAlert {
    if (description == AlertDescription.CLOSE_NOTIFY) {
      return true;
    }
    if (level == AlertLevel.FATAL) {
      throw TlsAlert.received(level, description);
    }
    if (++warnings > WARNINGS_IN_A_ROW) {
      throw Fault.WARNING_ALERTS_WITHOUT_END.with(WARNINGS_IN_A_ROW);
    }
    context.decide(
        TracePoint.ALERT_RECEIVED,
        rfc(5246, "7.2.2"),
        () -> "the warning " + description.rfcName() + " is noted, and the connection goes on");
    return false;
  }
}
