package dev.plumbline.diagnose.flow;

import java.net.InetAddress;

/**
 * What is told of the connections of a capture, in the order in which it was captured: each connection is opened, its
 * bytes come in order for each side, and it ends.
 *
 * <p>Called by one thread. Arrays are only lent for the call.
 */
public interface FlowListener {

  /**
   * A connection of which nothing was seen before. Where the beginning is not there, this comes a few packets late,
   * when it is known which end is the client; so numbers need not come in order.
   *
   * @param stream number of the connection in this capture, from 0, as Wireshark's tcp.stream counts
   * @param opening whether the SYN of the client was seen; if not, which end is the client is a guess, unless the
   *     server's answer to it is there
   * @param nanos when its first packet was captured
   */
  FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos);

  /** Secrets that the capture carries, in the NSS key log format (a Decryption Secrets Block of pcapng). */
  void secrets(byte[] keyLog);

  /** An address of a name: an answer of the domain name system in the capture, or a note in the file itself. */
  void resolved(String name, InetAddress address);
}
