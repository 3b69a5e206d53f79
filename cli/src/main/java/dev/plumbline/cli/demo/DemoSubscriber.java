package dev.plumbline.cli.demo;

import dev.plumbline.cli.mqtt.Application;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Subscribes, tells when it has, and leaves with the first message. */
final class DemoSubscriber implements Application {
  private final String filter;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private final CompletableFuture<Publish> received = new CompletableFuture<>();

  DemoSubscriber(String filter) {
    this.filter = filter;
  }

  /** Done when the broker has granted the subscription. */
  CompletableFuture<Void> subscribed() {
    return subscribed;
  }

  /** The first message. */
  CompletableFuture<Publish> received() {
    return received;
  }

  /** Whoever waits shall wait no longer. */
  void fail(Throwable cause) {
    subscribed.completeExceptionally(cause);
    received.completeExceptionally(cause);
  }

  @Override
  public void on(SessionEvent event, MqttClientSession session) throws CommandFailure {
    if (event instanceof SessionEvent.Connected) {
      session.subscribe(List.of(new Subscription(TopicFilter.of(filter), QoS.AT_LEAST_ONCE)));
    } else if (event instanceof SessionEvent.Subscribed) {
      subscribed.complete(null);
    } else if (event instanceof SessionEvent.MessageReceived message) {
      received.complete(message.publish());
      session.disconnect();
    }
  }

  @Override
  public void proceed(MqttClientSession session, long now) {
    // It only waits.
  }

  @Override
  public long nanosToDeadline(long now) {
    return Long.MAX_VALUE;
  }
}
