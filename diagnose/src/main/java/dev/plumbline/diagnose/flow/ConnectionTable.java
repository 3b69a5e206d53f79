package dev.plumbline.diagnose.flow;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connections by their ends: those that are open, those that are closed and may still have a late packet, and
 * those that are over and only remembered. Each of the three is bounded.
 */
final class ConnectionTable {
  /** In time of the capture: longer than a retransmission of what was under way when the connection closed. */
  private static final long LINGER_NANOS = 30_000_000_000L;

  private static final float LOAD = 0.75f;

  private final FlowLimits limits;
  /** Idle longest first. */
  private final Map<FlowKey, Connection> open = new LinkedHashMap<>(64, LOAD, true);
  private final Map<FlowKey, Connection> closing = new LinkedHashMap<>();
  private final Map<FlowKey, Connection> over = new LinkedHashMap<>();

  ConnectionTable(FlowLimits limits) {
    this.limits = limits;
  }

  /** The connection between these ends, or null. */
  Connection find(FlowKey key) {
    Connection found = open.get(key);
    if (found == null) {
      found = closing.get(key);
    }
    return found == null ? over.get(key) : found;
  }

  void add(Connection connection) {
    if (open.size() >= limits.connections()) {
      retire(first(open));
    }
    open.put(connection.key(), connection);
  }

  /** Ends a connection because another one takes its ports. */
  void remove(Connection connection) {
    connection.end();
    open.remove(connection.key());
    closing.remove(connection.key());
    over.remove(connection.key());
  }

  /** A packet of this connection went by, which may have closed it. */
  void touched(Connection connection) {
    if (connection.closed() && !over.containsKey(connection.key())) {
      open.remove(connection.key());
      closing.remove(connection.key());
      closing.put(connection.key(), connection);
    }
    if (!closing.isEmpty()) {
      Connection oldest = first(closing);
      if (closing.size() > limits.lingering() || connection.lastNanos() - oldest.lastNanos() > LINGER_NANOS) {
        retire(oldest);
      }
    }
  }

  private void retire(Connection connection) {
    remove(connection);
    if (connection.closed()) {
      over.put(connection.key(), connection);
    }
    if (over.size() > limits.remembered()) {
      over.remove(first(over).key());
    }
  }

  /** Ends all, in the order of their numbers. */
  void finish() {
    Map<FlowKey, Connection> left = new LinkedHashMap<>(closing);
    left.putAll(open);
    left.values().stream().sorted(Comparator.comparingInt(Connection::stream)).forEach(Connection::end);
    open.clear();
    closing.clear();
    over.clear();
  }

  private static Connection first(Map<FlowKey, Connection> map) {
    return map.values().iterator().next();
  }
}
