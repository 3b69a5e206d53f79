package dev.plumbline.diagnose.flow;

/**
 * How much of a connection the capture holds.
 *
 * @param synSeen whether the client's SYN is there
 * @param synAckSeen whether the server's answer to it is there
 * @param clientPackets packets of the client, of any kind
 * @param serverPackets packets of the server, of any kind
 * @param clientBytes payload of the client that is there, each byte counted once
 * @param serverBytes payload of the server
 * @param cutPackets packets that were captured only in part
 * @param missingBytes payload of either side that was acknowledged or followed by more, and is not there; of cut
 *     packets what was cut off
 * @param retransmissions packets whose bytes, or some of them, were sent before; a capture that has each packet twice
 *     looks the same
 */
public record FlowQuality(
    boolean synSeen,
    boolean synAckSeen,
    long clientPackets,
    long serverPackets,
    long clientBytes,
    long serverBytes,
    long cutPackets,
    long missingBytes,
    long retransmissions) {

  /** Whether only one end was captured. */
  public boolean oneSided() {
    return clientPackets == 0 || serverPackets == 0;
  }
}
