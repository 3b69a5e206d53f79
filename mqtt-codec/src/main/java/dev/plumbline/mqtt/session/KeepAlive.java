package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import java.time.Duration;

/**
 * The two clocks of a connection: how long we may be silent (MQTT 3.1.1 §3.1.2.10), and how long the server may be
 * when it owes an answer. Times are nanoseconds from any origin, as {@link System#nanoTime} gives them; only
 * differences count.
 */
final class KeepAlive {
  private static final long NEVER = Long.MAX_VALUE;

  /** Silence after which we ping: three quarters of what was promised, so that a driver that wakes late is in time. */
  private final long pingAfter;
  private final long responseTimeout;
  private long lastSent;
  private long owedSince;
  private MqttFault ifOverdue = MqttFault.CONNACK_OVERDUE;
  private boolean owed = true;
  private boolean pingWaits;

  /** A connection that was opened {@code now} and owes a CONNACK; 0 seconds is no keep alive. */
  KeepAlive(int seconds, Duration responseTimeout, long now) {
    pingAfter = Duration.ofSeconds(seconds).toNanos() / 4 * 3;
    this.responseTimeout = responseTimeout.toNanos();
    lastSent = now;
    owedSince = now;
  }

  /** Bytes have left. */
  void sent(long now) {
    lastSent = now;
  }

  /** Bytes have come. They prove that the server lives, but not that it accepts us. */
  void received(long now) {
    if (ifOverdue == MqttFault.PINGRESP_OVERDUE) {
      owedSince = now;
    }
  }

  /** CONNACK has come. */
  void connected() {
    owed = false;
    ifOverdue = MqttFault.PINGRESP_OVERDUE;
  }

  /** PINGRESP has come. */
  void answered() {
    owed = false;
  }

  /** A PINGREQ begins to leave. */
  void pinged(long now) {
    pingWaits = false;
    if (!owed) {
      owed = true;
      owedSince = now;
    }
  }

  /** Whether a PINGREQ must be sent now, which is asked once for each. */
  boolean takePing(long now) {
    if (pingIn(now) > 0) {
      return false;
    }
    pingWaits = true;
    return true;
  }

  void requirePunctualServer(long now) throws MqttException {
    if (overdueIn(now) <= 0) {
      throw ifOverdue.with("nothing for " + Duration.ofNanos(now - owedSince));
    }
  }

  /** How long until one of the two clocks runs out; 0 if one has, {@link Long#MAX_VALUE} if neither runs. */
  long nanosLeft(long now) {
    return Math.max(0, Math.min(pingIn(now), overdueIn(now)));
  }

  private long pingIn(long now) {
    boolean connected = ifOverdue == MqttFault.PINGRESP_OVERDUE;
    return connected && pingAfter > 0 && !pingWaits ? pingAfter - (now - lastSent) : NEVER;
  }

  private long overdueIn(long now) {
    return owed ? responseTimeout - (now - owedSince) : NEVER;
  }
}
