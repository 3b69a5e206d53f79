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

/**
 * The demonstration, told step by step: a broker, a subscriber, a publisher, and messages from one to the other; then a
 * device that fails.
 */
public final class Demo implements AutoCloseable {
  private static final String TOPIC = "demo/greeting";
  private static final String GREETING = "hello from TLS 1.2";

  private final Console console;
  private final Narrator narrator;
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
    this.narrator = new Narrator(console);
    this.rootFile = directory.resolve("root.pem");
    try {
      narrator.step("Keys and certificates, made on the spot");
      DemoPki pki = DemoPki.make();
      Files.writeString(rootFile, pki.rootPem(), StandardCharsets.US_ASCII);
      narrator.say("a root, and a certificate for localhost that it signed, both with ECDSA P-256 keys");
      narrator.step("A broker");
      this.broker = new DemoBroker(pki, directory);
      this.target = new HostAndPort("localhost", broker.port());
      narrator.say("Moquette on " + target + ", over the JDK's TLS 1.2, which offers one suite: " + DemoBroker.SUITE);
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
    narrator.step("A subscriber connects: Plumbline's TLS, on the software engine");
    try (DemoClient client = client("demo-subscriber", EngineSpec.Kind.SOFTWARE, true)) {
      narrator.good(client.handshake());
      DemoExchange exchange = DemoExchange.subscribe(client, "demo/#", packets);
      packets.print();
      publish();
      narrator.step("The subscriber has it");
      Publish message = exchange.received();
      packets.print();
      narrator.say(text(message));
      narrator.step("The same through each engine: what it was for the device");
      for (EngineSpec.Kind engine : EngineSpec.Kind.values()) {
        throughEngine(engine);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A device that fails, is diagnosed from its capture, and connects once the advice is followed. */
  public void diagnose(DemoFiles files) throws CommandFailure {
    new FailingDevice(console, narrator, target, rootFile).tell(files);
  }

  private void publish() throws CommandFailure {
    narrator.step("A publisher connects in the same way, and publishes");
    try (DemoClient client = client("demo-publisher", EngineSpec.Kind.SOFTWARE, false)) {
      narrator.good(client.handshake());
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
      narrator.say(text(exchange.received()));
      device.forEach(line -> narrator.say("    " + line));
    }
  }

  private DemoClient client(String clientId, EngineSpec.Kind engine, boolean explained) throws CommandFailure {
    return new DemoClient(clientId, target, TlsOptions.trusting(rootFile).on(engine.word()), explained, console);
  }

  private String text(Publish message) {
    return console.style().strong(message.topicName() + ": "
        + new String(message.payload().toByteArray(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    broker.close();
  }
}
