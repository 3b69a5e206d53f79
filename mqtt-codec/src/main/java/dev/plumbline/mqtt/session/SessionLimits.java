package dev.plumbline.mqtt.session;

import java.time.Duration;

/**
 * What a session allows itself and its server.
 *
 * @param maximumPacketSize the largest packet to accept in bytes, its header included; at least 4
 * @param maximumInFlight how many messages at QoS 1 and 2 may wait for the server's answers, 1 to 65535
 * @param responseTimeout how long a CONNACK, or any sign of life after a PINGREQ, may take
 */
public record SessionLimits(int maximumPacketSize, int maximumInFlight, Duration responseTimeout) {
  /** Packets up to 1 MiB, twenty messages in flight, thirty seconds. */
  public static final SessionLimits DEFAULT = new SessionLimits(1 << 20, 20, Duration.ofSeconds(30));

  public SessionLimits {
    if (maximumPacketSize < 4) {
      throw new IllegalArgumentException("an acknowledgement has 4 bytes, which is more than " + maximumPacketSize);
    }
    if (maximumInFlight < 1 || maximumInFlight > PacketIds.MAXIMUM) {
      throw new IllegalArgumentException("1 to 65535 messages can be in flight, not " + maximumInFlight);
    }
    if (responseTimeout.isNegative() || responseTimeout.isZero()) {
      throw new IllegalArgumentException("a response takes time, more than " + responseTimeout);
    }
  }
}
