package dev.plumbline.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.Reception;
import dev.plumbline.tls.x509.PathPolicy;
import dev.plumbline.tls.x509.TrustAnchors;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client is asked to do. Immutable; one configuration serves any number of connections, which share its
 * engine, anchors, sessions, trace and key log.
 *
 * @param engine computes; closed by its owner, after the last connection
 * @param anchors whom to trust
 * @param serverName the server's DNS name or IP address literal, which its certificate must have (RFC 9525)
 * @param sendServerName whether server_name is offered when the name is a DNS name (RFC 6066 §3)
 * @param alpn application protocols, most preferred first; none turns ALPN off (RFC 7301)
 * @param credentials what to authenticate with when the server asks
 * @param suites most preferred first
 * @param groups most preferred first
 * @param schemes signatures to accept, most preferred first
 * @param extendedMasterSecret RFC 7627
 * @param secureRenegotiation RFC 5746; we never renegotiate, but a server that does not know of it could take this
 *     handshake for the renegotiation of somebody else's connection, so that it is required unless told otherwise
 *     (RFC 9325 §3.5)
 * @param maxFragmentLength 512, 1024, 2048 or 4096 bytes, or 0 to turn it off (RFC 6066 §4)
 * @param recordSizeLimit most bytes of plaintext in one record to us, 64 to 16384, or 0 to turn it off (RFC 8449)
 * @param sessionTickets whether session_ticket is offered (RFC 5077)
 * @param statusRequest whether a stapled OCSP response is asked for (RFC 6066 §8)
 * @param sessions where sessions are kept for resumption
 * @param receiveLimit bytes of plaintext that the receive buffer holds; a longer record is refused
 * @param sendLimit most bytes of plaintext that are put into one record
 * @param nonceFromRandom whether explicit nonces count from a random number instead of being the sequence number (RFC
 *     5288 §3 leaves it open)
 * @param maxHandshakeMessage bytes of the longest handshake message, header included
 * @param clock says what time it is
 * @param entropy makes the client's random and session ids; the engine has its own
 * @param trace who wants to see values and decisions
 * @param keyLog who wants the master secret
 * @param pathPolicy how certification paths are built
 * @param dialect how the ClientHello is worded
 * @param reception what a modelled device has room for besides
 * @param alerts what the server is told where this client ends a connection
 */
public record TlsClientConfig(
    CryptoEngine engine,
    TrustAnchors anchors,
    String serverName,
    boolean sendServerName,
    List<String> alpn,
    Optional<ClientCredentials> credentials,
    List<CipherSuite> suites,
    List<NamedGroup> groups,
    List<SignatureScheme> schemes,
    Demand extendedMasterSecret,
    Demand secureRenegotiation,
    int maxFragmentLength,
    int recordSizeLimit,
    boolean sessionTickets,
    boolean statusRequest,
    SessionStore sessions,
    int receiveLimit,
    int sendLimit,
    boolean nonceFromRandom,
    int maxHandshakeMessage,
    InstantSource clock,
    Entropy entropy,
    TraceSink trace,
    KeyLog keyLog,
    PathPolicy pathPolicy,
    Dialect dialect,
    Reception reception,
    AlertPolicy alerts) {
  /** The longest plaintext of a record (RFC 5246 §6.2.1). */
  public static final int MAX_PLAINTEXT = 1 << 14;

  private static final Set<Integer> FRAGMENT_LENGTHS = Set.of(512, 1024, 2048, 4096);

  /**
   * The smallest receive buffer: less would not hold the shortest limit that a server can be asked for (RFC 8449 §4).
   */
  public static final int MIN_PLAINTEXT = 64;

  public TlsClientConfig {
    alpn = List.copyOf(alpn);
    suites = List.copyOf(suites);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
    check(!serverName.isEmpty(), "a server name is needed: the certificate is verified against it");
    check(!suites.isEmpty() && !schemes.isEmpty(), "no cipher suite or no signature scheme");
    // A device that offers ECDHE without a group is modelled by its dialect; this client itself would never do it.
    boolean needsGroup = dialect == Dialect.PLUMBLINE && suites.stream().anyMatch(CipherSuite::ephemeral);
    check(!groups.isEmpty() || !needsGroup, "no group for ECDHE");
    if (!alpn.isEmpty()) {
      Extensions.alpn(alpn);
    }
    check(
        maxFragmentLength == 0 || FRAGMENT_LENGTHS.contains(maxFragmentLength),
        "max_fragment_length is 512, 1024, 2048 or 4096");
    check(
        recordSizeLimit == 0 || recordSizeLimit >= MIN_PLAINTEXT && recordSizeLimit <= MAX_PLAINTEXT,
        "record_size_limit is 64 to 16384");
    check(receiveLimit >= MIN_PLAINTEXT && receiveLimit <= MAX_PLAINTEXT, "the receive buffer holds 64 to 16384 bytes");
    check(sendLimit >= MIN_PLAINTEXT && sendLimit <= MAX_PLAINTEXT, "records of 64 to 16384 bytes are sent");
    check(
        Math.max(maxFragmentLength, recordSizeLimit) <= receiveLimit,
        "the receive buffer is smaller than what the server is asked for");
    check(
        maxHandshakeMessage >= MIN_PLAINTEXT && maxHandshakeMessage <= 1 << 24,
        "handshake messages of 64 bytes to 16 MB");
  }

  /**
   * A configuration with everything at its default: what the engine can do, no RSA key transport, no group that has
   * become too short, nothing asked of the server.
   */
  public static Builder builder(CryptoEngine engine, TrustAnchors anchors) {
    return new Builder(engine, anchors);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  /** Collects a {@link TlsClientConfig}; its setters are the record's components. Not thread-safe. */
  public static final class Builder {
    private final CryptoEngine engine;
    private final TrustAnchors anchors;
    private String serverName = "";
    private boolean sendServerName = true;
    private List<String> alpn = List.of();
    private Optional<ClientCredentials> credentials = Optional.empty();
    private List<CipherSuite> suites;
    private List<NamedGroup> groups;
    private List<SignatureScheme> schemes;
    private Demand extendedMasterSecret = Demand.OFFER;
    private Demand secureRenegotiation = Demand.REQUIRE;
    private int maxFragmentLength;
    private int recordSizeLimit;
    private boolean sessionTickets = true;
    private boolean statusRequest;
    private SessionStore sessions = SessionStore.NONE;
    private int receiveLimit = MAX_PLAINTEXT;
    private int sendLimit = MAX_PLAINTEXT;
    private boolean nonceFromRandom;
    private int maxHandshakeMessage = 1 << 16;
    private InstantSource clock = InstantSource.system();
    private Entropy entropy = Engines.systemEntropy();
    private TraceSink trace = TraceSink.NONE;
    private KeyLog keyLog = KeyLog.NONE;
    private PathPolicy pathPolicy = PathPolicy.ideal();
    private Dialect dialect = Dialect.PLUMBLINE;
    private Reception reception = Reception.ANYTHING;
    private AlertPolicy alerts = AlertPolicy.OWN;

    private Builder(CryptoEngine engine, TrustAnchors anchors) {
      this.engine = engine;
      this.anchors = anchors;
      this.suites = engine.profile().suites().stream().filter(CipherSuite::ephemeral).toList();
      this.groups = engine.profile().groups().stream().filter(NamedGroup::strong).toList();
      this.schemes = engine.profile().schemes();
    }

    public Builder serverName(String dnsNameOrIpLiteral) {
      this.serverName = dnsNameOrIpLiteral;
      return this;
    }

    public Builder sendServerName(boolean send) {
      this.sendServerName = send;
      return this;
    }

    public Builder alpn(List<String> protocols) {
      this.alpn = protocols;
      return this;
    }

    public Builder credentials(ClientCredentials clientCredentials) {
      this.credentials = Optional.of(clientCredentials);
      return this;
    }

    public Builder suites(List<CipherSuite> cipherSuites) {
      this.suites = cipherSuites;
      return this;
    }

    public Builder groups(List<NamedGroup> namedGroups) {
      this.groups = namedGroups;
      return this;
    }

    public Builder schemes(List<SignatureScheme> signatureSchemes) {
      this.schemes = signatureSchemes;
      return this;
    }

    public Builder extendedMasterSecret(Demand demand) {
      this.extendedMasterSecret = demand;
      return this;
    }

    public Builder secureRenegotiation(Demand demand) {
      this.secureRenegotiation = demand;
      return this;
    }

    public Builder maxFragmentLength(int bytes) {
      this.maxFragmentLength = bytes;
      return this;
    }

    public Builder recordSizeLimit(int bytes) {
      this.recordSizeLimit = bytes;
      return this;
    }

    public Builder sessionTickets(boolean offer) {
      this.sessionTickets = offer;
      return this;
    }

    public Builder statusRequest(boolean offer) {
      this.statusRequest = offer;
      return this;
    }

    public Builder sessions(SessionStore store) {
      this.sessions = store;
      return this;
    }

    public Builder receiveLimit(int plaintextBytes) {
      this.receiveLimit = plaintextBytes;
      return this;
    }

    public Builder sendLimit(int plaintextBytes) {
      this.sendLimit = plaintextBytes;
      return this;
    }

    public Builder nonceFromRandom(boolean random) {
      this.nonceFromRandom = random;
      return this;
    }

    public Builder maxHandshakeMessage(int bytes) {
      this.maxHandshakeMessage = bytes;
      return this;
    }

    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    public Builder entropy(Entropy source) {
      this.entropy = source;
      return this;
    }

    public Builder trace(TraceSink sink) {
      this.trace = sink;
      return this;
    }

    public Builder keyLog(KeyLog log) {
      this.keyLog = log;
      return this;
    }

    public Builder pathPolicy(PathPolicy policy) {
      this.pathPolicy = policy;
      return this;
    }

    public Builder dialect(Dialect helloDialect) {
      this.dialect = helloDialect;
      return this;
    }

    public Builder reception(Reception room) {
      this.reception = room;
      return this;
    }

    public Builder alerts(AlertPolicy policy) {
      this.alerts = policy;
      return this;
    }

    /** @throws IllegalArgumentException if a value is out of its range, or there is no server name */
    public TlsClientConfig build() {
      return new TlsClientConfig(
          engine,
          anchors,
          serverName,
          sendServerName,
          alpn,
          credentials,
          suites,
          groups,
          schemes,
          extendedMasterSecret,
          secureRenegotiation,
          maxFragmentLength,
          recordSizeLimit,
          sessionTickets,
          statusRequest,
          sessions,
          receiveLimit,
          sendLimit,
          nonceFromRandom,
          maxHandshakeMessage,
          clock,
          entropy,
          trace,
          keyLog,
          pathPolicy,
          dialect,
          reception,
          alerts);
    }
  }
}
