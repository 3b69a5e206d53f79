package dev.plumbline.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One session for each server name, the most recently used names only. Guarded by its own lock. */
final class RecentSessions implements SessionStore {
  private final int capacity;
  private final LinkedHashMap<String, TlsSession> sessions = new LinkedHashMap<>();
  private boolean closed;

  RecentSessions(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a store of " + capacity + " sessions");
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized Optional<TlsSession> take(String serverName) {
    return Optional.ofNullable(sessions.remove(serverName));
  }

  @Override
  public synchronized void put(TlsSession session) {
    if (closed || session.invalid()) {
      session.close();
      return;
    }
    closeIfOther(sessions.remove(session.serverName()), session);
    sessions.put(session.serverName(), session);
    if (sessions.size() > capacity) {
      Map.Entry<String, TlsSession> eldest = sessions.entrySet().iterator().next();
      sessions.remove(eldest.getKey());
      eldest.getValue().close();
    }
  }

  @Override
  public synchronized void remove(TlsSession session) {
    if (sessions.remove(session.serverName(), session)) {
      session.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    sessions.values().forEach(TlsSession::close);
    sessions.clear();
  }

  private static void closeIfOther(TlsSession old, TlsSession session) {
    if (old != null && old != session) {
      old.close();
    }
  }
}
