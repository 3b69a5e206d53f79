package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.mqtt.Will;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What pub and sub have in common, by mosquitto's names: the broker, the client, its will. */
final class BrokerOptions {
  private static final int TLS_PORT = 8883;
  private static final int PLAIN_PORT = 1883;
  private static final String PASSWORD_VARIABLE = "PLUMBLINE_PW";
  private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

  @Option(names = {"-h", "--host"}, paramLabel = "HOST", description = "The broker (default: localhost).")
  private String host;

  @Option(names = {"-p", "--port"}, paramLabel = "PORT", description = "Its port (default: 8883; 1883 with --plain).")
  private Integer port;

  @Option(names = {"-L", "--url"}, paramLabel = "URL",
      description = "Host, port, user, password and topic at once: mqtts://[user[:password]@]host[:port]/topic.")
  private String url;

  @Option(names = "--plain", description = "Plain MQTT, without TLS. Nothing else turns TLS off.")
  private boolean plain;

  @Option(names = {"-i", "--id"}, paramLabel = "ID",
      description = "The client identifier (default: plumbline- and random letters).")
  private String id;

  @Option(names = {"-u", "--username"}, paramLabel = "NAME", description = "The user name.")
  private String userName;

  @Option(names = {"-P", "--pw"}, paramLabel = "PASSWORD", description = "The password. Others on this machine may see"
      + " it in the list of processes: --pw-file or the variable " + PASSWORD_VARIABLE + " keep it to yourself.")
  private String password;

  @Option(names = "--pw-file", paramLabel = "FILE", description = "A file whose first line is the password.")
  private Path passwordFile;

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
    if (keepSession && id == null) {
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
    String name = userName != null ? userName : parsedUrl.map(BrokerUrl::user).orElse(null);
    Optional<String> secret = secret();
    if (name == null && secret.isPresent()) {
      throw CommandFailure.usage("a password needs a user name: MQTT 3.1.1 has none without the other; add -u");
    }
    if (name != null && secret.isEmpty()) {
      secret = console.environment(PASSWORD_VARIABLE);
    }
    Password wrapped = secret.map(text -> Password.copyOf(text.toCharArray())).orElse(null);
    String clientId = id != null ? id : "plumbline-" + randomLetters();
    return Arguments.read(() -> new Connect(clientId, !keepSession, keepAlive, will(), name, wrapped));
  }

  private Optional<String> secret() throws CommandFailure {
    if (passwordFile != null) {
      return Optional.of(InputFiles.firstLine(passwordFile, "--pw-file"));
    }
    return Optional.ofNullable(password).or(() -> parsedUrl.map(BrokerUrl::password));
  }

  private Will will() {
    if (willTopic == null) {
      return null;
    }
    Payload message = willPayload == null ? Payload.EMPTY : Payload.ofText(willPayload);
    return new Will(TopicName.of(willTopic), message, QoS.of(willQos == null ? 0 : willQos), willRetain);
  }

  /** Enough letters that two clients do not meet; 23 bytes in all, which every broker takes (MQTT 3.1.1 §3.1.3.1). */
  private static String randomLetters() {
    return new SecureRandom().ints(12, 0, ID_LETTERS.length())
        .mapToObj(i -> ID_LETTERS.substring(i, i + 1))
        .reduce("", String::concat);
  }
}
