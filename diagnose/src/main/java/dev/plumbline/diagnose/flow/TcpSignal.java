package dev.plumbline.diagnose.flow;

/** What TCP itself tells. */
public enum TcpSignal {
  SYN,
  SYN_ACK,
  /** The first acknowledgement of the client: the connection is open. */
  OPEN,
  FIN,
  RST,
  /** The same bytes once more. */
  RETRANSMISSION,
  /** A probe of an idle connection. */
  KEEP_ALIVE
}
