package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.net.Dialer;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;
import java.time.Duration;

/** Publishes all that a source gives, waits until the broker has answered for all of it, and leaves. */
public final class Publisher implements Application {
  /** Messages that the session holds at a time; more would only be memory. */
  private static final int WINDOW = 64;

  private final TopicName topic;
  private final QoS qos;
  private final boolean retain;
  private final MessageSource source;
  private final Duration patience;
  private int outstanding;
  private long lastProgress;

  /** @param patience how long the broker may leave messages without an answer */
  public Publisher(TopicName topic, QoS qos, boolean retain, MessageSource source, Duration patience) {
    this.topic = topic;
    this.qos = qos;
    this.retain = retain;
    this.source = source;
    this.patience = patience;
  }

  /** Whether everything was published and answered for. */
  public boolean finished() {
    return source.exhausted() && outstanding == 0;
  }

  @Override
  public void on(SessionEvent event, MqttClientSession session) throws CommandFailure {
    lastProgress = System.nanoTime();
    if (event instanceof SessionEvent.Refused refused) {
      throw Refusals.of(refused.returnCode());
    }
    if (event instanceof SessionEvent.Published) {
      outstanding--;
    }
  }

  @Override
  public void proceed(MqttClientSession session, long now) throws CommandFailure {
    Payload payload = outstanding < WINDOW ? source.poll() : null;
    while (payload != null) {
      lastProgress = outstanding == 0 ? now : lastProgress;
      publish(session, payload);
      outstanding++;
      payload = outstanding < WINDOW ? source.poll() : null;
    }
    if (finished()) {
      session.disconnect();
    } else if (nanosToDeadline(now) == 0) {
      throw CommandFailure.network("the broker left " + outstanding + " messages without an acknowledgement for "
          + Dialer.seconds(patience) + "; they may or may not have arrived", null);
    }
  }

  private void publish(MqttClientSession session, Payload payload) throws CommandFailure {
    try {
      session.publish(topic, payload, qos, retain);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("the message can't be sent: " + e.getMessage(), e);
    }
  }

  @Override
  public long nanosToDeadline(long now) {
    return outstanding == 0 ? Long.MAX_VALUE : Math.max(0, patience.toNanos() - (now - lastProgress));
  }
}
