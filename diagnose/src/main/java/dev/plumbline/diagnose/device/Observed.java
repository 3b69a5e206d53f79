package dev.plumbline.diagnose.device;

import java.util.List;

/**
 * What a server sent, in bytes.
 *
 * @param largestRecord the plaintext of the longest record
 * @param largestMessage the longest handshake message in clear, header included, as announced
 * @param certificateMessage the Certificate message, header included; 0 if there was none
 * @param certificates each certificate of that message
 * @param mostRecordsPerMessage over how many records the most divided handshake message went
 */
public record Observed(
    int largestRecord,
    int largestMessage,
    int certificateMessage,
    List<Integer> certificates,
    int mostRecordsPerMessage) {
  /** Nothing came. */
  public static final Observed NOTHING = new Observed(0, 0, 0, List.of(), 0);

  public Observed {
    certificates = List.copyOf(certificates);
  }

  /** The bytes of all certificates. */
  public int certificateBytes() {
    return certificates.stream().mapToInt(Integer::intValue).sum();
  }
}
