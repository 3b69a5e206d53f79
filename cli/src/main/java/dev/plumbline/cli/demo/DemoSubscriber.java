package dev.plumbline.cli.demo;

import dev.plumbline.cli.mqtt.Application;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.session.MqttClientSession;
import dev.plumbline.mqtt.session.SessionEvent;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Subscribes, tells when it has, and leaves with the first message. */
final class DemoSubscriber implements Application {
  /**
   * Moquette 0.17 sends CONNACK and notes a moment later that the client is connected; it drops a client whose
   * SUBSCRIBE comes in between.
   */
  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private final String filter;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private final CompletableFuture<Publish> received = new CompletableFuture<>();
  private OptionalLong due = OptionalLong.empty();

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
      due = OptionalLong.of(System.nanoTime() + PAUSE);
    } else if (event instanceof SessionEvent.Subscribed) {
      subscribed.complete(null);
    } else if (event instanceof SessionEvent.MessageReceived message) {
      received.complete(message.publish());
      session.disconnect();
    }
  }

  @Override
  public void proceed(MqttClientSession session, long now) {
    if (due.isPresent() && nanosToDeadline(now) == 0) {
      due = OptionalLong.empty();
      session.subscribe(List.of(new Subscription(TopicFilter.of(filter), QoS.AT_LEAST_ONCE)));
    }
  }

  @Override
  public long nanosToDeadline(long now) {
    return due.isPresent() ? Math.max(0, due.getAsLong() - now) : Long.MAX_VALUE;
  }
}
