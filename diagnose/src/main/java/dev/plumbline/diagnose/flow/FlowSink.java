package dev.plumbline.diagnose.flow;

/** Takes what one connection carries. */
public interface FlowSink {

  /** The next bytes of one side, none left out, none repeated. */
  void data(Side from, byte[] array, int offset, int length, Stretch where);

  /**
   * Bytes of one side that were sent and are not in the capture: lost by whoever captured, or cut off by its snap
   * length. What follows stands behind them.
   *
   * @param bytes how many
   * @param cut whether the packet is there but was cut
   */
  void missing(Side from, long bytes, boolean cut, Stretch where);

  /** A sign of TCP that means something to a reader. */
  void signal(Side from, TcpSignal signal, Stretch where);

  /** Nothing will follow: the connection is over, or the capture is. */
  void end(FlowQuality quality);
}
