package dev.plumbline.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.handshake.Resumable;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.time.Instant;
import java.util.List;

/**
 * A session that can be resumed: who the server was, until when, and the handle on the master secret (RFC 5246 §F.1.4, RFC 5077).
 *
 * <p>Resumed only towards the same server name, under the same engine, anchors and client credentials, because resumption
 * skips their verification. Owned by one holder at a time; closing it forgets the secret.
 */
public final class TlsSession implements AutoCloseable {
  private final TlsClientConfig config;
  private final Resumable resumable;
  private final Instant createdAt;
  private final Instant expiresAt;
  private final List<ParsedCertificate> serverChain;
  private volatile boolean invalid;

  TlsSession(
      TlsClientConfig config,
      Resumable resumable,
      Instant createdAt,
      Instant expiresAt,
      List<ParsedCertificate> serverChain) {
    this.config = config;
    this.resumable = resumable;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.serverChain = List.copyOf(serverChain);
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
    invalid = true;
  }

  boolean invalid() {
    return invalid;
  }

  /** Whether a connection with this configuration may offer it now. */
  boolean fits(TlsClientConfig other) {
    Instant now = other.clock().instant();
    return !invalid
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
