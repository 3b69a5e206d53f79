package dev.plumbline.cli.demo;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.session.PacketLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** The demonstration, told step by step: a broker, a subscriber, a publisher, and messages from one to the other. */
public final class Demo implements AutoCloseable {
  private static final String TOPIC = "demo/greeting";
  private static final String GREETING = "hello from TLS 1.2";

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
      Files.writeString(rootFile, pki.rootPem(), StandardCharsets.US_ASCII);
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

  /** Sends a message from a publisher to a subscriber, and then one through each engine. */
  public void run() throws CommandFailure {
    PacketStory packets = new PacketStory(console);
    title(3, "A subscriber connects: Plumbline's TLS, on the software engine");
    try (DemoClient client = client("demo-subscriber", EngineSpec.Kind.SOFTWARE, true)) {
      verdict(client.handshake());
      DemoExchange exchange = DemoExchange.subscribe(client, "demo/#", packets);
      packets.print();
      publish();
      title(5, "The subscriber has it");
      Publish message = exchange.received();
      packets.print();
      say(text(message));
      title(6, "The same through each engine: what it was for the device");
      for (EngineSpec.Kind engine : EngineSpec.Kind.values()) {
        throughEngine(engine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() throws CommandFailure {
    title(4, "A publisher connects in the same way, and publishes");
    try (DemoClient client = client("demo-publisher", EngineSpec.Kind.SOFTWARE, false)) {
      verdict(client.handshake());
      PacketStory packets = new PacketStory(console);
      DemoExchange.publish(client, TOPIC, GREETING, packets);
      packets.print();
    }
  }

  /** A subscriber and a publisher on one engine; a line for the message, and what the subscriber's handshake took. */
  private void throughEngine(EngineSpec.Kind engine) throws CommandFailure, InterruptedException {
    String topic = "engines/" + engine.word();
    try (DemoClient subscriber = client("subscriber-" + engine.word(), engine, false)) {
      subscriber.handshake();
      List<String> device = subscriber.device();
      DemoExchange exchange = DemoExchange.subscribe(subscriber, topic, PacketLog.NONE);
      try (DemoClient publisher = client("publisher-" + engine.word(), engine, false)) {
        publisher.handshake();
        DemoExchange.publish(publisher, topic, GREETING, PacketLog.NONE);
      }
      say(text(exchange.received()));
      device.forEach(line -> say("    " + line));
    }
  }

  private DemoClient client(String clientId, EngineSpec.Kind engine, boolean explained) throws CommandFailure {
    return new DemoClient(clientId, target, TlsOptions.trusting(rootFile).on(engine.word()), explained, console);
  }

  private String text(Publish message) {
    return console.style().strong(message.topicName() + ": "
        + new String(message.payload().toByteArray(), StandardCharsets.UTF_8));
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
