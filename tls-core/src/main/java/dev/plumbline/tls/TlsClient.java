package dev.plumbline.tls;

import dev.plumbline.engine.Entropy;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.handshake.ClientAuthentication;
import dev.plumbline.tls.handshake.Connection;
import dev.plumbline.tls.handshake.ConnectionSetup;
import dev.plumbline.tls.handshake.HandshakeFacts;
import dev.plumbline.tls.handshake.Negotiated;
import dev.plumbline.tls.handshake.Offer;
import dev.plumbline.tls.handshake.Resumable;
import dev.plumbline.tls.handshake.ServerTrust;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathBuilder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One TLS 1.2 client connection as a pure state machine: bytes in, bytes out. However the bytes given to {@link
 * #receive} are cut up, the result is the same. No threads, sockets, callbacks or clocks of its own. Not thread-safe.
 *
 * <p>Four ports, and {@link #wants} to say which of them make sense now. A driver is a loop: transmit while {@code
 * TRANSMIT}, {@code retry} after a pause while {@code RETRY}, and else receive.
 *
 * <p>A failure is a {@link TlsAlert}; it is final. It is thrown by the call that meets it and again by every later
 * {@link #receive}, {@link #receiveEnd}, {@link #send} and {@link #retry}, so that no caller can miss it; {@link
 * #failure} has it too, for a failure inside a call that does not throw. The alert for the server is then still there
 * for {@link #transmit}, and after that only {@code CLOSED} is wanted. Calling something that makes no sense (sending
 * before the handshake is done) is an {@link IllegalStateException}, never an alert.
 */
public final class TlsClient implements AutoCloseable {
  /** Every set of wants there is, by the bits of its members. */
  private static final List<Set<Want>> WANTS =
      IntStream.range(0, 1 << Want.values().length).mapToObj(TlsClient::wantsOf).toList();

  private final TlsClientConfig config;
  private final Optional<TlsSession> offered;
  private final Connection connection;
  private TlsSession current;
  private boolean closed;

  /**
   * Begins: a ClientHello is ready for {@link #transmit} at once, unless the engine was busy, which {@link #wants}
   * shows.
   *
   * @throws IllegalArgumentException if the configured server name is neither a DNS name nor an IP address
   */
  public TlsClient(TlsClientConfig config) {
    this.config = config;
    HostName server = HostName.of(config.serverName());
    OfferBuilder builder = new OfferBuilder(config, server);
    this.offered = takeSession(builder);
    Offer offer = builder.build(offered.map(TlsSession::resumable));
    this.connection =
        new Connection(
            new ConnectionSetup(
                config.engine(),
                offer,
                new ServerTrust(new PathBuilder(config.anchors(), config.pathPolicy()), server, config.clock()),
                config
                    .credentials()
                    .map(mine -> new ClientAuthentication(mine.chain(), Optional.of(mine.key())))
                    .orElse(ClientAuthentication.NONE),
                config.dialect().recordVersion(),
                firstNonce(config),
                config.sendLimit(),
                config.receiveLimit(),
                config.maxHandshakeMessage(),
                config.reception(),
                this::lastWords,
                config.trace(),
                config.keyLog(),
                this::established));
  }

  /** What makes sense now; a cached, immutable set. */
  public Set<Want> wants() {
    int wants = 0;
    boolean goesOn = !connection.isOver() && !connection.busy();
    wants |= bit(Want.RECEIVE, goesOn && connection.unread() == 0);
    wants |= bit(Want.TRANSMIT, connection.hasOutput());
    wants |= bit(Want.SEND, goesOn && connection.canSend() && !connection.hasOutput());
    wants |= bit(Want.READ, connection.unread() > 0);
    wants |= bit(Want.RETRY, connection.busy());
    return WANTS.get(wants == 0 ? bit(Want.CLOSED, true) : wants);
  }

  /**
   * Takes bytes from the server. Stops early where {@link #wants} no longer has {@code RECEIVE}: at application data
   * that is to be read first, at a busy engine, at the end.
   *
   * @return bytes consumed
   */
  public int receive(ByteBuffer fromPeer) throws TlsAlert {
    int before = fromPeer.position();
    try {
      connection.receive(fromPeer);
    } catch (TlsAlert e) {
      throw invalidated(e);
    }
    return fromPeer.position() - before;
  }

  /**
   * Says that the transport has ended.
   *
   * @throws TlsAlert with {@code CLOSED_WITHOUT_NOTIFY} if the server did not say so before, and neither did we (RFC
   *     5246 §7.2.1)
   */
  public void receiveEnd() throws TlsAlert {
    try {
      connection.receiveEnd();
    } catch (TlsAlert e) {
      throw invalidated(e);
    }
  }

  /**
   * Gives bytes for the server, alerts included.
   *
   * @return bytes given
   */
  public int transmit(ByteBuffer toPeer) {
    return connection.transmit(toPeer);
  }

  /**
   * Takes application data and makes records of it, as far as there is room: at least one record when nothing waits
   * to be transmitted.
   *
   * @return bytes taken
   * @throws IllegalStateException before the handshake is done, and after either side closed
   */
  public int send(ByteBuffer applicationData) throws TlsAlert {
    int before = applicationData.position();
    try {
      connection.send(applicationData);
    } catch (TlsAlert e) {
      throw invalidated(e);
    }
    return applicationData.position() - before;
  }

  /**
   * Gives application data of the server.
   *
   * @return bytes given
   */
  public int read(ByteBuffer applicationData) {
    return connection.read(applicationData);
  }

  /** Does again what the engine was too busy for; does nothing else. */
  public void retry() throws TlsAlert {
    try {
      connection.retry();
    } catch (TlsAlert e) {
      throw invalidated(e);
    }
  }

  /**
   * Says that no more data will be sent (RFC 5246 §7.2.1); during a handshake this ends it. What the server still
   * sends can be read.
   */
  public void closeNotify() {
    connection.closeNotify();
  }

  /** Whether the handshake is done and the connection is not over. */
  public boolean established() {
    return connection.isEstablished();
  }

  /** Whether the handshake was ever done; also when the server has closed since. */
  public boolean handshakeCompleted() {
    return current != null;
  }

  /** Whether the connection is over and nothing waits to be transmitted or read. */
  public boolean closed() {
    return wants().contains(Want.CLOSED);
  }

  /** Why the connection failed, if it did. */
  public Optional<TlsAlert> failure() {
    return connection.failure();
  }

  /** What is known so far; also after the end. */
  public ConnectionFacts facts() {
    HandshakeFacts facts = connection.facts();
    Optional<Negotiated> negotiated = facts.negotiated();
    boolean resumed = negotiated.map(Negotiated::resumed).orElse(false);
    List<ParsedCertificate> sent = resumed ? offered.orElseThrow().serverChain() : facts.serverChain();
    return new ConnectionFacts(
        negotiated.map(Negotiated::suite),
        facts.group(),
        facts.scheme(),
        negotiated.map(Negotiated::resumed),
        negotiated.map(Negotiated::extendedMasterSecret),
        negotiated.map(Negotiated::secureRenegotiation),
        negotiated.flatMap(Negotiated::alpn),
        negotiated.isPresent() ? OptionalInt.of(connection.recordLimitOut()) : OptionalInt.empty(),
        negotiated.map(Negotiated::sessionId),
        sent,
        facts.path().map(path -> path.path()).orElse(List.of()),
        facts.clientAuthenticationRequested(),
        facts.serverAlert(),
        facts.ourAlert());
  }

  /** Ends the connection here and now: closes every handle, idempotently, and tells the server nothing more. */
  @Override
  public void close() {
    connection.close();
    if (!closed && offered.isPresent() && current == null) {
      giveBack(offered.get());
    }
    closed = true;
  }

  private static long firstNonce(TlsClientConfig config) {
    if (!config.nonceFromRandom()) {
      return 0;
    }
    byte[] first = new byte[Long.BYTES];
    config.entropy().fill(Entropy.Purpose.EXPLICIT_NONCE, first, 0, first.length);
    return ByteBuffer.wrap(first).getLong();
  }

  private Optional<TlsSession> takeSession(OfferBuilder builder) {
    Optional<TlsSession> session = config.sessions().take(config.serverName());
    if (session.isPresent() && !(session.get().fits(config) && builder.suits(session.get().resumable()))) {
      session.get().close();
      return Optional.empty();
    }
    return session;
  }

  /**
   * A session to which the server said nothing is as good as before, unless the connection ended in an alert (RFC
   * 5246 §7.2.2).
   */
  private void giveBack(TlsSession session) {
    boolean alert = connection.failure().flatMap(TlsAlert::description).isPresent();
    if (!alert && connection.facts().negotiated().isEmpty()) {
      config.sessions().put(session);
    } else {
      session.close();
    }
  }

  private void established(Resumable resumable, long lifetimeHint) {
    HandshakeFacts facts = connection.facts();
    boolean resumed = facts.negotiated().orElseThrow().resumed();
    Instant now = config.clock().instant();
    current =
        resumed
            ? offered.orElseThrow().resumed(resumable, now, lifetimeHint)
            : TlsSession.begun(config, resumable, now, lifetimeHint, facts.serverChain());
    if (resumable.usable()) {
      config.sessions().put(current);
    } else {
      current.close();
    }
  }

  /** An engine may fail before there is a connection to tell of. */
  private Optional<AlertDescription> lastWords(TlsAlert failure) {
    return config.alerts().alert(failure, connection == null ? ConnectionFacts.NONE : facts());
  }

  /** RFC 5246 §7.2.2: a fatal alert, in either direction, ends the session as well. */
  private TlsAlert invalidated(TlsAlert alert) {
    if (current != null && alert.description().isPresent() && alert.level() == AlertLevel.FATAL) {
      current.invalidate();
      config.sessions().remove(current);
    }
    return alert;
  }

  private static int bit(Want want, boolean wanted) {
    return wanted ? 1 << want.ordinal() : 0;
  }

  private static Set<Want> wantsOf(int bits) {
    Set<Want> set = EnumSet.noneOf(Want.class);
    for (Want want : Want.values()) {
      if ((bits & bit(want, true)) != 0) {
        set.add(want);
      }
    }
    return Set.copyOf(set);
  }
}
