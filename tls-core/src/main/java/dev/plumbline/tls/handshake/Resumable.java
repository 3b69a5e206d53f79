package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.tls.wire.Bytes;

/**
 * What the handshake needs of a session to resume it (RFC 5246 §7.4.1.2, RFC 5077 §3.4). Owns the master secret's
 * handle until a connection takes it.
 */
public final class Resumable implements AutoCloseable {
  private final CipherSuite suite;
  private final boolean extendedMasterSecret;
  private final Bytes sessionId;
  private final Bytes ticket;
  private final int maxFragmentLength;
  private MasterSecret master;

  /**
   * @param sessionId as the server named it; may be empty when there is a ticket
   * @param ticket may be empty when there is an id
   * @param maxFragmentLength what was agreed for the session's lifetime (RFC 6066 §4), or 0
   */
  public Resumable(
      CipherSuite suite,
      boolean extendedMasterSecret,
      Bytes sessionId,
      Bytes ticket,
      int maxFragmentLength,
      MasterSecret master) {
    this.suite = suite;
    this.extendedMasterSecret = extendedMasterSecret;
    this.sessionId = sessionId;
    this.ticket = ticket;
    this.maxFragmentLength = maxFragmentLength;
    this.master = master;
  }

  public CipherSuite suite() {
    return suite;
  }

  public boolean extendedMasterSecret() {
    return extendedMasterSecret;
  }

  public Bytes sessionId() {
    return sessionId;
  }

  public Bytes ticket() {
    return ticket;
  }

  public int maxFragmentLength() {
    return maxFragmentLength;
  }

  /** Whether there is something to offer to the server, and the secret is still here. */
  public boolean usable() {
    return master != null && (!ticket.isEmpty() || !sessionId.isEmpty());
  }

  /** The master secret, which stays this session's. */
  MasterSecret master() {
    return master;
  }

  /** The master secret, which from now on is the caller's. */
  MasterSecret take() {
    MasterSecret taken = master;
    master = null;
    return taken;
  }

  @Override
  public void close() {
    if (master != null) {
      master.close();
      master = null;
    }
  }

  /** Says which session, never its secret. */
  @Override
  public String toString() {
    return "Resumable[" + suite + ", id " + sessionId + ", ticket of " + ticket.length() + " bytes]";
  }
}
