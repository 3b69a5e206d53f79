package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import java.util.Optional;

/**
 * The alerts that the server sends (RFC 5246 §7.2): which end the connection, and which are only remarks, of which there may not be
 * too many.
 */
final class AlertProtocol {
  private static final int LENGTH = 2;
  private static final int WARNINGS_IN_A_ROW = 4;

  private final HandshakeContext context;
  private int warnings;

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
