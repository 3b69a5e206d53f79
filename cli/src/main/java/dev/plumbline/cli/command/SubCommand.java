package dev.plumbline.cli.command;

import dev.plumbline.cli.mqtt.Bell;
import dev.plumbline.cli.mqtt.MessagePrinter;
import dev.plumbline.cli.mqtt.Subscriber;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sub}: subscribes with mosquitto_sub's flags. */
@Command(
    name = "sub",
    header = "Subscribe and print what comes, with mosquitto_sub's flags.",
    description = "%nConnects with TLS 1.2 to port 8883 unless --plain is given, and prints payloads byte for byte"
        + " until it is interrupted, -C messages have come, or -W seconds have passed. Ends when the connection does.",
    customSynopsis = "plumbline sub [-h HOST] -t FILTER... [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline sub -h broker.example.com --cafile ca.pem -t 'sensors/#' -v",
      "  plumbline sub -L mqtts://me:secret@broker.example.com/hello -C 1 -W 10",
      "  plumbline sub -h localhost --plain -t hello -F '%%t %%q %%x\\n' -d"
    })
final class SubCommand implements Callable<Integer> {
  private final Console console;
  private final Interrupts interrupts;

  @Option(names = {"-t", "--topic"}, paramLabel = "FILTER", description = "What to subscribe to; may be repeated.")
  private List<String> topics = new ArrayList<>();

  @Option(names = {"-v", "--verbose"}, description = "Print the topic before each payload.")
  private boolean verbose;

  @Option(names = "-N", description = "Print no line's end after a payload.")
  private boolean noNewline;

  @Option(names = "-F", paramLabel = "FORMAT",
      description = "Print %%t topic, %%p payload, %%x payload in hexadecimal, %%l its length, %%q QoS, %%r retained,"
          + " %%m packet identifier; \\n, \\t, \\r, \\0, \\e.")
  private String format;

  @Option(names = "-C", paramLabel = "COUNT", description = "Leave after this many messages.")
  private long count;

  @Option(names = "-W", paramLabel = "SECONDS",
      description = "Leave this long after the connection; the exit status is 27 then, as mosquitto_sub's.")
  private long seconds;

  @Mixin private BrokerOptions broker;

  @Mixin private TlsOptions tls;

  @Mixin private HelpOption help;

  SubCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws CommandFailure {
    broker.check();
    broker.urlTopic().ifPresent(topics::add);
    if (topics.isEmpty()) {
      throw CommandFailure.usage("a topic is needed; say which with -t, or at the end of -L");
    }
    if (count < 0 || seconds < 0) {
      throw CommandFailure.usage("-C and -W are numbers from 1");
    }
    QoS qos = broker.qos();
    List<Subscription> subscriptions = Arguments.read(
        () -> topics.stream().map(filter -> new Subscription(TopicFilter.of(filter), qos)).toList());
    MessagePrinter printer = Arguments.read(() -> new MessagePrinter(console.bytesOut(), format()));
    Subscriber subscriber =
        new Subscriber(subscriptions, printer, console.err(), count, Duration.ofSeconds(seconds));
    new MqttRun(console, interrupts, broker, tls).run(subscriber, new Bell());
    if (subscriber.timedOut()) {
      console.err().println("Timed out");
      return ExitStatus.TIMED_OUT;
    }
    return ExitStatus.WORKED;
  }

  private String format() {
    if (format != null) {
      return format;
    }
    String whole = verbose ? MessagePrinter.TOPIC_AND_PAYLOAD : MessagePrinter.PAYLOAD;
    return noNewline ? whole.substring(0, whole.length() - 2) : whole;
  }
}
