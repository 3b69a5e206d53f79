package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;

/** What a command does with a session. Called by the driver's thread only. */
public interface Application {
  /** Something happened. */
  void on(SessionEvent event, MqttClientSession session) throws CommandFailure;

  /** The time has come to look around: publish what there is to publish, leave if all is done. Must not block. */
  void proceed(MqttClientSession session, long now) throws CommandFailure;

  /** How long {@link #proceed} can wait if nothing else happens; {@link Long#MAX_VALUE} if for ever. */
  long nanosToDeadline(long now);
}
