package dev.plumbline.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.handshake.Resumable;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session that can be resumed: who the server was, until when, and the handle on the master secret (RFC 5246
 * §F.1.4, RFC 5077).
 *
 * <p>Resumed only towards the same server name, under the same engine, anchors and client credentials, because
 * resumption skips their verification. Owned by one holder at a time; closing it forgets the secret.
 */
public final class TlsSession implements AutoCloseable {
  /** The upper limit on a session's life (RFC 5246 §F.1.4). */
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final TlsClientConfig config;
  private final Resumable resumable;
  private final Instant createdAt;
  private final Instant expiresAt;
  private final List<ParsedCertificate> serverChain;
  /** One for all that were resumed from the same full handshake: they share its master secret. */
  private final AtomicBoolean invalid;

  private TlsSession(
      TlsClientConfig config,
      Resumable resumable,
      Instant createdAt,
      Instant expiresAt,
      List<ParsedCertificate> serverChain,
      AtomicBoolean invalid) {
    this.config = config;
    this.resumable = resumable;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.serverChain = List.copyOf(serverChain);
    this.invalid = invalid;
  }

  /**
   * The session of a full handshake that ended at {@code now}.
   *
   * @param lifetimeHint seconds, 0 if there was none (RFC 5077 §3.3)
   */
  static TlsSession begun(
      TlsClientConfig config, Resumable resumable, Instant now, long lifetimeHint, List<ParsedCertificate> chain) {
    Instant latest = now.plus(LIFETIME);
    return new TlsSession(
        config, resumable, now, hinted(now, lifetimeHint, latest, latest), chain, new AtomicBoolean());
  }

  /** This session after it was resumed, perhaps with a new ticket: its life does not begin anew. */
  TlsSession resumed(Resumable renewed, Instant now, long lifetimeHint) {
    Instant end = hinted(now, lifetimeHint, expiresAt, createdAt.plus(LIFETIME));
    return new TlsSession(config, renewed, createdAt, end, serverChain, invalid);
  }

  private static Instant hinted(Instant now, long lifetimeHint, Instant unhinted, Instant latest) {
    Instant hinted = lifetimeHint == 0 ? unhinted : now.plusSeconds(lifetimeHint);
    return hinted.isBefore(latest) ? hinted : latest;
  }

  /** The name it was made with, as configured. */
  public String serverName() {
    return config.serverName();
  }

  public CipherSuite suite() {
    return resumable.suite();
  }

  public boolean extendedMasterSecret() {
    return resumable.extendedMasterSecret();
  }

  /** When its full handshake ended. */
  public Instant createdAt() {
    return createdAt;
  }

  /** When it is no longer offered: a day after its full handshake, or what the ticket's hint says if that is sooner. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** What the server sent in the full handshake. */
  public List<ParsedCertificate> serverChain() {
    return serverChain;
  }

  Resumable resumable() {
    return resumable;
  }

  /** Marks it as not to be resumed: a connection of this session ended in a fatal alert (RFC 5246 §7.2.2). */
  void invalidate() {
    invalid.set(true);
  }

  boolean invalid() {
    return invalid.get();
  }

  /** Whether a connection with this configuration may offer it now. */
  boolean fits(TlsClientConfig other) {
    Instant now = other.clock().instant();
    return !invalid()
        && resumable.usable()
        && now.isBefore(expiresAt)
        && !now.isBefore(createdAt)
        && config.serverName().equals(other.serverName())
        && config.engine() == other.engine()
        && config.anchors() == other.anchors()
        && config.credentials().equals(other.credentials())
        && other.suites().contains(resumable.suite());
  }

  @Override
  public void close() {
    resumable.close();
  }

  @Override
  public String toString() {
    return "TlsSession[" + serverName() + ", " + resumable + ", until " + expiresAt + "]";
  }
}
