package dev.plumbline.cli.demo;

import dev.plumbline.cli.mqtt.MessageSource;
import dev.plumbline.cli.mqtt.Publisher;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.mqtt.session.PacketLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One message from a publisher to a subscriber, in steps that somebody may tell about. Not thread-safe. */
final class DemoExchange {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DemoSubscriber subscriber;
  private final Thread thread;

  private DemoExchange(DemoSubscriber subscriber, Thread thread) {
    this.subscriber = subscriber;
    this.thread = thread;
  }

  /** Lets a client whose handshake is made subscribe; returns when the broker has granted it. */
  static DemoExchange subscribe(DemoClient client, String filter, PacketLog log)
      throws CommandFailure, InterruptedException {
    DemoSubscriber subscriber = new DemoSubscriber(filter);
    Thread thread = new Thread(() -> run(client, subscriber, log), "subscriber");
    thread.start();
    await(subscriber.subscribed());
    return new DemoExchange(subscriber, thread);
  }

  private static void run(DemoClient client, DemoSubscriber subscriber, PacketLog log) {
    try {
      client.run(subscriber, log);
    } catch (CommandFailure e) {
      subscriber.fail(e);
    }
  }

  /** Lets another client publish; returns when the broker has answered. */
  static void publish(DemoClient client, String topic, String text, PacketLog log) throws CommandFailure {
    MessageSource message = MessageSource.of(Payload.ofText(text));
    client.run(new Publisher(TopicName.of(topic), QoS.AT_LEAST_ONCE, false, message, PATIENCE), log);
  }

  /** The message, once the subscriber has it and has left. */
  Publish received() throws CommandFailure, InterruptedException {
    Publish message = await(subscriber.received());
    thread.join(PATIENCE.toMillis());
    return message;
  }

  private static <T> T await(CompletableFuture<T> future) throws CommandFailure, InterruptedException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandFailure failure
          ? failure
          : CommandFailure.failed("the demo's subscriber failed: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.network("the demo's broker did not answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }
}
