package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.PacketLog;
import dev.plumbline.mqtt.session.SessionEvent;
import dev.plumbline.mqtt.session.SessionLimits;
import dev.plumbline.mqtt.session.SessionState;
import java.io.IOException;
import java.time.Duration;

/** Introduces a client to a broker and leaves: CONNECT, the answer to it, DISCONNECT. */
public final class Visit implements Application {
  private static final int LARGEST_PACKET = 1 << 20;

  private Visit() {}

  /**
   * Returns when the broker has accepted the client, and the client has left. The connection is closed in any case.
   *
   * @param patience how long the broker may take to answer
   * @throws CommandFailure if the broker refuses
   * @throws MqttException if it breaks MQTT's rules or does not answer
   * @throws IOException if the connection ends unasked
   */
  public static void make(Connect connect, Transport transport, Duration patience)
      throws CommandFailure, MqttException, IOException {
    SessionLimits limits = new SessionLimits(LARGEST_PACKET, 1, patience);
    MqttClientSession session = new MqttClientSession(
        connect, new SessionState(connect.clientId()), limits, PacketLog.NONE, System.nanoTime());
    new MqttDriver(session, transport, new Bell(), patience).run(new Visit());
  }

  @Override
  public void on(SessionEvent event, MqttClientSession session) throws CommandFailure {
    if (event instanceof SessionEvent.Refused refused) {
      throw Refusals.of(refused.returnCode());
    }
  }

  @Override
  public void proceed(MqttClientSession session, long now) {
    session.disconnect();
  }

  @Override
  public long nanosToDeadline(long now) {
    return Long.MAX_VALUE;
  }
}
