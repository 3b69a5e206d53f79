package dev.plumbline.cli.demo;

import dev.plumbline.cli.mqtt.MessageSource;
import dev.plumbline.cli.mqtt.Publisher;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The demonstration, told step by step: a broker, a subscriber, a publisher, and a message from one to the other. */
public final class Demo implements AutoCloseable {
  private static final String TOPIC = "demo/greeting";
  private static final String GREETING = "hello from TLS 1.2";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Console console;
  private final Path rootFile;
  private final DemoBroker broker;
  private final HostAndPort target;

  /**
   * Makes keys and starts the broker.
   *
   * @param directory where the root certificate goes, for clients to trust
   */
  public Demo(Console console, Path directory) throws CommandFailure {
    this.console = console;
    this.rootFile = directory.resolve("root.pem");
    try {
      title(1, "Keys and certificates, made on the spot");
      DemoPki pki = DemoPki.make();
      java.nio.file.Files.writeString(rootFile, pki.rootPem(), StandardCharsets.US_ASCII);
      say("a root, and a certificate for localhost that it signed, both with ECDSA P-256 keys");
      title(2, "A broker");
      this.broker = new DemoBroker(pki, directory);
      this.target = new HostAndPort("localhost", broker.port());
      say("Moquette on " + target + ", over the JDK's TLS 1.2, which offers one suite: " + DemoBroker.SUITE);
    } catch (GeneralSecurityException | IOException e) {
      throw CommandFailure.failed("the demo's broker does not start: " + e.getMessage()
          + "; it needs a free port on 127.0.0.1 and a writable directory for temporary files", e);
    }
  }

  /** The broker, as {@code host:port}. */
  public HostAndPort broker() {
    return target;
  }

  /** The root certificate that clients must trust. */
  public Path rootFile() {
    return rootFile;
  }

  /** Sends a message from a publisher to a subscriber. */
  public void run() throws CommandFailure {
    DemoSubscriber subscriber = new DemoSubscriber("demo/#");
    PacketStory packets = new PacketStory(console);
    title(3, "A subscriber connects: Plumbline's TLS, on the software engine");
    try (DemoClient client = new DemoClient("demo-subscriber", target, rootFile, true, console)) {
      verdict(client.handshake());
      Thread thread = new Thread(() -> runSubscriber(client, subscriber, packets), "subscriber");
      thread.start();
      await(subscriber.subscribed());
      packets.print();
      publish();
      title(5, "The subscriber has it");
      Publish message = await(subscriber.received());
      thread.join(PATIENCE.toMillis());
      packets.print();
      say(console.style().strong(message.topicName() + ": "
          + new String(message.payload().toByteArray(), StandardCharsets.UTF_8)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runSubscriber(DemoClient client, DemoSubscriber subscriber, PacketStory packets) {
    try {
      client.run(subscriber, packets);
    } catch (CommandFailure e) {
      subscriber.fail(e);
    }
  }

  private void publish() throws CommandFailure {
    title(4, "A publisher connects in the same way, and publishes");
    try (DemoClient client = new DemoClient("demo-publisher", target, rootFile, false, console)) {
      verdict(client.handshake());
      PacketStory packets = new PacketStory(console);
      client.run(new Publisher(TopicName.of(TOPIC), QoS.AT_LEAST_ONCE, false,
          MessageSource.of(Payload.ofText(GREETING)), PATIENCE), packets);
      packets.print();
    }
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

  private void title(int number, String text) {
    console.out().println();
    console.out().println(console.style().strong(number + ". " + text));
    console.out().flush();
  }

  private void say(String line) {
    console.out().println("   " + line);
    console.out().flush();
  }

  private void verdict(String verdict) {
    say(console.style().good(verdict));
  }

  @Override
  public void close() {
    broker.close();
  }
}
