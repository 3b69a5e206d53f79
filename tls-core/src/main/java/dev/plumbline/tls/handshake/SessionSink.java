package dev.plumbline.tls.handshake;

/** Takes the session of a completed handshake, and with it the master secret's handle. */
public interface SessionSink {
  /**
   * @param session the session, now the sink's; may have nothing to be resumed by
   * @param lifetimeHint seconds that the server means to honour its ticket, 0 if it did not say (RFC 5077 §3.3)
   */
  void established(Resumable session, long lifetimeHint);
}
