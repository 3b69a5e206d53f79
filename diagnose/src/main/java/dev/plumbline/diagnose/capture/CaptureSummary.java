package dev.plumbline.diagnose.capture;

import java.util.List;
import java.util.Map;

/**
 * What a capture file holds, whatever its connections carry.
 *
 * @param format {@code pcap} or {@code pcapng}
 * @param bytes read of the file
 * @param frames how many
 * @param cutFrames frames of which less was captured than there was
 * @param longestCutFrame the most that was captured of a frame that was cut, which tells the snap length in use; 0 if
 *     none was cut
 * @param snapLength the smallest that the file declares; 0 if none
 * @param linkTypes frames for each link type, by its name
 * @param firstNanos time of the earliest frame, in nanoseconds since 1970; 0 without frames
 * @param lastNanos time of the latest frame
 * @param counts frames by what they carry
 * @param connections of TCP, those of which only a stray packet was seen included
 * @param ports of the servers of these connections, those with most connections first; a bounded number of them
 * @param interfaces what the file says of the interfaces, as {@code name (description)}
 * @param dropped packets that, as the file says, the capture itself lost
 * @param endsInside whether the file ends in the middle of a packet
 * @param damaged whether the file could only be read in part because its structure is broken
 * @param namesNotFound names of which a name server said that they do not exist; a bounded number of them
 * @param notes what a reader should know, each a sentence
 */
public record CaptureSummary(
    String format,
    long bytes,
    long frames,
    long cutFrames,
    int longestCutFrame,
    int snapLength,
    Map<String, Long> linkTypes,
    long firstNanos,
    long lastNanos,
    Counts counts,
    long connections,
    List<PortCount> ports,
    List<String> interfaces,
    long dropped,
    boolean endsInside,
    boolean damaged,
    List<String> namesNotFound,
    List<String> notes) {

  /**
   * Frames by what they carry; each is counted once.
   *
   * @param udp without {@code dns}
   * @param fragments of IP, those that were completed by a later one
   * @param other anything else that was understood so far
   * @param malformed headers below TCP that are cut off or make no sense
   * @param unreadable of link types that are not read
   */
  public record Counts(
      long arp, long icmp, long udp, long dns, long tcp, long fragments, long other, long malformed, long unreadable) {}

  /** How many connections a port was the server's end of. */
  public record PortCount(int port, long connections) {}
}
