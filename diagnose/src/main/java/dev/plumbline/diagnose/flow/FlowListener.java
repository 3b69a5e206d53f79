package dev.plumbline.diagnose.flow;

/**
 * What is told of the connections of a capture, in the order in which it was captured: each connection is opened, its
 * bytes come in order for each side, and it ends.
 *
 * <p>Called by one thread. Arrays are only lent for the call.
 */
public interface FlowListener {

  /**
   * A connection of which nothing was seen before.
   *
   * @param stream number of the connection in this capture, from 0, as Wireshark's tcp.stream counts
   * @param opening whether the SYN of the client was seen; if not, which end is the client is a guess
   */
  FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos);

  /** Secrets that the capture carries, in the NSS key log format (a Decryption Secrets Block of pcapng). */
  void secrets(byte[] keyLog);

  /** An answer of the domain name system that the capture contains. */
  void resolved(String name, java.net.InetAddress address);
}
