package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.mqtt.Will;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What pub and sub have in common, by mosquitto's names: the broker, the client, its will. */
final class BrokerOptions {
  private static final int TLS_PORT = 8883;
  private static final int PLAIN_PORT = 1883;

  @Option(names = {"-h", "--host"}, paramLabel = "HOST", description = "The broker (default: localhost).")
  private String host;

  @Option(names = {"-p", "--port"}, paramLabel = "PORT", description = "Its port (default: 8883; 1883 with --plain).")
  private Integer port;

  @Option(names = {"-L", "--url"}, paramLabel = "URL",
      description = "Host, port, user, password and topic at once: mqtts://[user[:password]@]host[:port]/topic.")
  private String url;

  @Option(names = "--plain", description = "Plain MQTT, without TLS. Nothing else turns TLS off.")
  private boolean plain;

  @Mixin private IdentityOptions identity = new IdentityOptions();

  @Option(names = {"-k", "--keepalive"}, paramLabel = "SECONDS", defaultValue = "60",
      description = "The longest silence before a ping, 0 for none (default: ${DEFAULT-VALUE}).")
  private int keepAlive;

  @Option(names = {"-c", "--disable-clean-session"},
      description = "Let the broker keep this client's session; needs -i.")
  private boolean keepSession;

  @Option(names = {"-q", "--qos"}, paramLabel = "QOS", defaultValue = "0",
      description = "0, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int qos;

  @Option(names = {"-V", "--protocol-version"}, paramLabel = "VERSION", defaultValue = "mqttv311", hidden = true)
  private String protocolVersion;

  @Option(names = {"-d", "--debug"}, description = "Log every packet on standard error, in mosquitto's words.")
  private boolean debug;

  @Option(names = "--will-topic", paramLabel = "TOPIC",
      description = "Where the broker publishes the will if this client vanishes.")
  private String willTopic;

  @Option(names = "--will-payload", paramLabel = "TEXT", description = "What the will says (default: nothing).")
  private String willPayload;

  @Option(names = "--will-qos", paramLabel = "QOS", description = "0, 1 or 2 (default: 0).")
  private Integer willQos;

  @Option(names = "--will-retain", description = "Let the broker keep the will for later subscribers.")
  private boolean willRetain;

  private Optional<BrokerUrl> parsedUrl = Optional.empty();

  /** Reads the URL and sees that the options agree with each other. Call it first. */
  void check() throws CommandFailure {
    if (url != null) {
      if (host != null || port != null) {
        throw CommandFailure.usage("-L says host and port already; leave out -h and -p");
      }
      parsedUrl = Optional.of(Arguments.read(() -> BrokerUrl.parse(url)));
      if (parsedUrl.get().tls() && plain) {
        throw CommandFailure.usage("mqtts:// is MQTT over TLS, which --plain excludes; leave out one of the two");
      }
      if (!parsedUrl.get().tls() && !plain) {
        throw CommandFailure.usage("mqtt:// is plain text; write mqtts://, or add --plain if you mean it");
      }
    }
    if (!protocolVersion.matches("mqttv311|311|3\\.1\\.1|4")) {
      throw CommandFailure.usage("-V " + protocolVersion + " is not possible: Plumbline speaks MQTT 3.1.1 (mqttv311)");
    }
    if (keepSession && !identity.idGiven()) {
      throw CommandFailure.usage("-c keeps a session under a client identifier; say which with -i");
    }
    if (willTopic == null && (willPayload != null || willQos != null || willRetain)) {
      throw CommandFailure.usage("a will needs --will-topic");
    }
  }

  boolean plain() {
    return plain;
  }

  boolean debug() {
    return debug;
  }

  QoS qos() throws CommandFailure {
    return Arguments.read(() -> QoS.of(qos));
  }

  /** The topic that the URL names. */
  Optional<String> urlTopic() {
    return parsedUrl.map(BrokerUrl::topic);
  }

  HostAndPort target() throws CommandFailure {
    if (parsedUrl.isPresent()) {
      return parsedUrl.get().target();
    }
    int defaultPort = plain ? PLAIN_PORT : TLS_PORT;
    // An IPv6 address needs no brackets here, but may have them.
    String name = host == null ? "localhost" : host.replaceFirst("^\\[(.*)\\]$", "$1");
    return Arguments.read(() -> new HostAndPort(name, port == null ? defaultPort : port));
  }

  /** The CONNECT that these options ask for. Its password is the caller's to wipe. */
  Connect connect(Console console) throws CommandFailure {
    IdentityOptions.Identity client =
        identity.read(console, parsedUrl.map(BrokerUrl::user), parsedUrl.map(BrokerUrl::password));
    return Arguments.read(() -> new Connect(
        client.clientId(), !keepSession, keepAlive, will(), client.userName(), client.password()));
  }

  private Will will() {
    if (willTopic == null) {
      return null;
    }
    Payload message = willPayload == null ? Payload.EMPTY : Payload.ofText(willPayload);
    return new Will(TopicName.of(willTopic), message, QoS.of(willQos == null ? 0 : willQos), willRetain);
  }
}
