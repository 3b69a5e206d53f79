package dev.plumbline.tls;

import java.util.Optional;

/**
 * Keeps sessions for resumption (RFC 5246 §F.1.4). Thread-safe.
 *
 * <p>A session is taken out while a connection uses it, because its master secret belongs to one thread at a time;
 * the connection puts it back, or a newer one, once it is established. Nothing is put back after a fatal alert (RFC
 * 5246 §7.2.2).
 */
public interface SessionStore extends AutoCloseable {
  /** A store that keeps nothing. */
  SessionStore NONE = new NoSessions();

  /** Takes out a session with that server, if there is one; the caller then owns it. */
  Optional<TlsSession> take(String serverName);

  /** Keeps a session, in place of one with the same server; the store then owns it and may close it at any time. */
  void put(TlsSession session);

  /** Forgets and closes exactly this session, if it is still here. */
  void remove(TlsSession session);

  /** Closes every session; what is put back later is closed at once. */
  @Override
  void close();

  /** Keeps the most recent session of up to {@code capacity} servers in memory. */
  static SessionStore inMemory(int capacity) {
    return new RecentSessions(capacity);
  }
}
