package dev.plumbline.cli.command;

import dev.plumbline.cli.mqtt.Bell;
import dev.plumbline.cli.mqtt.LineSource;
import dev.plumbline.cli.mqtt.MessageSource;
import dev.plumbline.cli.mqtt.Publisher;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.TopicName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pub}: publishes with mosquitto_pub's flags. */
@Command(
    name = "pub",
    header = "Publish messages, with mosquitto_pub's flags.",
    description = "%nConnects with TLS 1.2 to port 8883 unless --plain is given, publishes, waits until the broker has"
        + " answered for every message, and leaves.",
    customSynopsis = "plumbline pub [-h HOST] -t TOPIC (-m TEXT|-f FILE|-l|-s|-n) [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline pub -h broker.example.com --cafile ca.pem -t hello -m world",
      "  plumbline pub -h broker.example.com --cert me.pem --key me.key \\",
      "      -t sensors/1 -q 1 -l < readings.txt",
      "  plumbline pub -L mqtts://me:secret@broker.example.com/hello -m world -d"
    })
final class PubCommand implements Callable<Integer> {
  /** What one PUBLISH can carry (MQTT 3.1.1 §2.2.3). */
  private static final int MAXIMUM_MESSAGE = 268_435_455;

  private final Console console;
  private final Interrupts interrupts;

  @ArgGroup
  private Message message;

  @Option(names = {"-t", "--topic"}, paramLabel = "TOPIC", description = "Where to publish.")
  private String topic;

  @Option(names = {"-r", "--retain"}, description = "Let the broker keep the message for later subscribers.")
  private boolean retain;

  @Mixin private BrokerOptions broker;

  @Mixin private TlsOptions tls;

  @Mixin private HelpOption help;

  /** One of these at most; picocli sees to that. */
  private static final class Message {
    @Option(names = {"-m", "--message"}, paramLabel = "TEXT", description = "Publish this text.")
    private String text;

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "Publish what is in a file.")
    private Path file;

    @Option(names = {"-l", "--stdin-line"}, description = "Publish each line of standard input.")
    private boolean lines;

    @Option(names = {"-s", "--stdin-file"}, description = "Publish all of standard input as one message.")
    private boolean stdin;

    @Option(names = {"-n", "--null-message"}, description = "Publish an empty message.")
    private boolean nothing;
  }

  PubCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws CommandFailure {
    broker.check();
    String name = Optional.ofNullable(topic).or(broker::urlTopic).orElseThrow(
        () -> CommandFailure.usage("a topic is needed; say which with -t, or at the end of -L"));
    TopicName topicName = Arguments.read(() -> TopicName.of(name));
    if (message == null) {
      throw CommandFailure.usage("nothing says what to publish; choose one of -m, -f, -l, -s and -n");
    }
    Bell bell = new Bell();
    MessageSource source = source(bell);
    Publisher publisher = new Publisher(topicName, broker.qos(), retain, source, tls.timeout());
    new MqttRun(console, interrupts, broker, tls).run(publisher, bell);
    if (!publisher.finished()) {
      throw CommandFailure.failed("interrupted before the broker had answered for every message", null);
    }
    return ExitStatus.WORKED;
  }

  private MessageSource source(Bell bell) throws CommandFailure {
    if (message.lines) {
      return new LineSource(console.in(), bell);
    }
    if (message.file != null) {
      return MessageSource.of(Payload.owning(InputFiles.read(message.file, "--file", MAXIMUM_MESSAGE)));
    }
    if (message.stdin) {
      return MessageSource.of(standardInput());
    }
    return MessageSource.of(message.text == null ? Payload.EMPTY : Payload.ofText(message.text));
  }

  private Payload standardInput() throws CommandFailure {
    try {
      byte[] all = console.in().readNBytes(MAXIMUM_MESSAGE);
      if (console.in().read() >= 0) {
        throw CommandFailure.usage("standard input is longer than an MQTT message can be (256 MiB)");
      }
      return Payload.owning(all);
    } catch (IOException e) {
      throw CommandFailure.usage("standard input can't be read: " + e.getMessage(), e);
    }
  }
}
