package dev.plumbline.tls;

import java.util.Optional;

/** The store that keeps nothing. */
final class NoSessions implements SessionStore {
  @Override
  public Optional<TlsSession> take(String serverName) {
    return Optional.empty();
  }

  @Override
  public void put(TlsSession session) {
    session.close();
  }

  @Override
  public void remove(TlsSession session) {
    // Nothing is here.
  }

  @Override
  public void close() {
    // Nothing is here.
  }
}
