package dev.plumbline.diagnose.service;

import dev.plumbline.diagnose.profile.Evidence;
import dev.plumbline.diagnose.token.TokenLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker or a cloud service demands of a connection, each group with its evidence. Immutable.
 *
 * @param name as users write it
 * @param title for people
 */
public record ServiceProfile(
    String name, String title, Hosts hosts, Ports ports, Tls tls, Trust trust, Identity identity, Mqtt mqtt,
    Refusal refusal) {

  /** The title without what is said in brackets or after a comma: for the middle of a sentence. */
  public String shortTitle() {
    return title.split(" \\(|,", 2)[0];
  }

  /** Host names that are this service's; an asterisk stands for any part. */
  public record Hosts(List<String> patterns, Evidence evidence) {
    public Hosts {
      patterns = List.copyOf(patterns);
    }
  }

  public record Ports(List<Port> list, Evidence evidence) {
    public Ports {
      list = List.copyOf(list);
    }
  }

  /**
   * One port.
   *
   * @param alpn the names of ALPN that mean MQTT there
   * @param alpnNeeded whether it is no MQTT without one of them
   */
  public record Port(
      int port, Speaks speaks, List<String> alpn, boolean alpnNeeded, ClientCertificate clientCertificate,
      String note) {
    public Port {
      alpn = List.copyOf(alpn);
    }
  }

  /** What a port speaks. */
  public enum Speaks {
    MQTT_OVER_TLS,
    PLAIN_MQTT,
    WEBSOCKETS_OVER_TLS,
    PLAIN_WEBSOCKETS,
    HTTPS;

    public boolean isTls() {
      return this == MQTT_OVER_TLS || this == WEBSOCKETS_OVER_TLS || this == HTTPS;
    }
  }

  /** Whether a client certificate is asked for. */
  public enum ClientCertificate {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /**
   * What its TLS takes.
   *
   * @param suites those that are known to be taken
   * @param suitesComplete whether no others are
   * @param groups those that are known to be taken
   * @param serverKeys {@code ec}, {@code rsa}
   * @param largestRecord bytes of the longest record that it was seen to send; 0 if that is not known
   */
  public record Tls(
      ServerName serverName, List<Integer> versions, List<Integer> suites, boolean suitesComplete,
      List<Integer> groups, List<String> serverKeys, FragmentLength maxFragmentLength, int largestRecord, String note,
      Evidence evidence) {
    public Tls {
      versions = List.copyOf(versions);
      suites = List.copyOf(suites);
      groups = List.copyOf(groups);
      serverKeys = List.copyOf(serverKeys);
    }
  }

  /** Whether server_name is needed. */
  public enum ServerName {
    REQUIRED,
    OPTIONAL,
    UNKNOWN
  }

  /** Whether max_fragment_length is honoured. */
  public enum FragmentLength {
    YES,
    NO,
    UNKNOWN
  }

  public record Trust(List<Root> roots, Evidence evidence) {
    public Trust {
      roots = List.copyOf(roots);
    }
  }

  /**
   * A root of its chains.
   *
   * @param keyId the subject key identifier in hexadecimal; empty if it is not known here
   * @param host the pattern of the hosts that it is for
   */
  public record Root(String name, String keyId, String host, Advice advice, String note) {}

  /** What to do about a root. */
  public enum Advice {
    /** A device should have it. */
    NEEDED,
    /** A device should have one of these. */
    ONE_OF,
    /** It was the right one once, or never was. */
    AVOID
  }

  /**
   * Who may connect.
   *
   * @param clientId what a client id must look like; empty for any
   * @param userName what a user name must look like; empty for any
   * @param tokens what a token must be; empty if passwords are none
   */
  public record Identity(
      Optional<Pattern> clientId, String clientIdForm, Optional<Pattern> userName, String userNameForm,
      Password password, String passwordForm, Optional<TokenLimits> tokens, Evidence evidence) {}

  /** What a password is. */
  public enum Password {
    JWT,
    SAS,
    PLAIN,
    /** There is none. */
    NONE,
    /** As configured. */
    ANY
  }

  /**
   * What MQTT it takes.
   *
   * @param keepAliveMost in seconds; 0 if there is no limit that is known
   * @param connectTimeout seconds that it waits for CONNECT; 0 if that is not known
   * @param packetMost bytes of the longest message; 0 if that is not known
   */
  public record Mqtt(
      int qosMost, boolean retain, boolean will, int keepAliveMost, int connectTimeout, int packetMost,
      List<String> notes, Evidence evidence) {
    public Mqtt {
      notes = List.copyOf(notes);
    }
  }

  /** How it says no. */
  public record Refusal(RefusalStyle style, String note, Evidence evidence) {}

  /** The two ways of saying no. */
  public enum RefusalStyle {
    /** It closes without an answer (C14). */
    CLOSES,
    CONNACK,
    EITHER
  }

  /** Whether a host is this service's by its name. */
  public boolean isHost(String host) {
    return hosts.patterns.stream().anyMatch(pattern -> HostPattern.fits(pattern, host));
  }

  /** What is known of a port. */
  public Optional<Port> port(int number) {
    return ports.list.stream().filter(one -> one.port == number).findFirst();
  }

  /** The roots that are for a host. */
  public List<Root> rootsFor(String host) {
    return trust.roots.stream().filter(root -> HostPattern.fits(root.host, host)).toList();
  }

  /** What a token must be; the audience as well where the client id names it. */
  public TokenLimits tokenLimits(Optional<String> clientId) {
    TokenLimits limits = identity.tokens.orElse(TokenLimits.UNKNOWN);
    return clientId.flatMap(this::project).map(limits::withAudience).orElse(limits);
  }

  private Optional<String> project(String clientId) {
    Optional<Matcher> matcher =
        identity.clientId.filter(form -> form.pattern().contains("(?<project>")).map(form -> form.matcher(clientId));
    return matcher.filter(Matcher::matches).map(found -> found.group("project"));
  }

  /** Everything that it says, for people, with its evidence. */
  public String describe() {
    return ServiceText.describe(this);
  }

  /** What a token of a service must be. */
  static Optional<TokenLimits> tokens(Set<String> algorithms, int lifetime, int skew) {
    return algorithms.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TokenLimits(
                Optional.of(Duration.ofSeconds(lifetime)), Duration.ofSeconds(skew), algorithms, Optional.empty()));
  }
}
