package dev.plumbline.diagnose.flow;

/**
 * Puts connections together from segments, and tells a {@link FlowListener}: a connection for each pair of ports, a
 * new one when a new SYN reuses them; numbers are given in the order of first packets, as Wireshark gives tcp.stream.
 * A connection whose beginning was not captured may be told a few packets late, when it is known which end is the
 * client, so numbers need not come in order.
 *
 * <p>Memory is bounded whatever comes: {@value #MAX_CONNECTIONS} connections are open at a time, and at most 32 MiB
 * wait for bytes before them; beyond that, what did not come is told as missing. Not thread-safe.
 */
public final class FlowAssembler {
  /** As many connections may be open at a time; for one more, the one that was idle longest is ended. */
  public static final int MAX_CONNECTIONS = 65_536;

  private final FlowListener listener;
  private final FlowLimits limits;
  private final Budget budget;
  private final ConnectionTable table;
  private final FlowKey probe = new FlowKey();
  private int streams;

  public FlowAssembler(FlowListener listener) {
    this(listener, FlowLimits.DEFAULT);
  }

  FlowAssembler(FlowListener listener, FlowLimits limits) {
    this.listener = listener;
    this.limits = limits;
    budget = new Budget(limits.totalBytes());
    table = new ConnectionTable(limits);
  }

  /** The next segment of the capture; its array is free again when this returns. */
  public void segment(Segment segment) {
    boolean nearSent = probe.set(segment);
    Connection connection = table.find(probe);
    if (connection != null && connection.isSucceededBy(segment, nearSent)) {
      table.remove(connection);
      connection = null;
    }
    if (connection == null) {
      connection = new Connection(probe.copy(), streams++, listener, budget, limits);
      table.add(connection);
    }
    connection.accept(segment, nearSent);
    table.touched(connection);
  }

  /** How many connections there were. */
  public int streams() {
    return streams;
  }

  /** The capture is over: every connection that is open ends. */
  public void finish() {
    table.finish();
  }
}
