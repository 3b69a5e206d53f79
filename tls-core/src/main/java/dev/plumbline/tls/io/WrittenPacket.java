package dev.plumbline.tls.io;

/**
 * One packet of a capture that {@link PcapngWriter} writes.
 *
 * @param frame its number in the file, from 1, as Wireshark counts
 * @param nanos its time, in nanoseconds since 1970
 * @param sent whether it is the local side's
 * @param kind what it is for
 * @param headers bytes before its payload
 * @param offset where its payload began in the array that was handed over
 * @param length of its payload; 0 for packets without any
 */
public record WrittenPacket(long frame, long nanos, boolean sent, Kind kind, int headers, int offset, int length) {
  /** What packets are for. */
  public enum Kind {
    SYN,
    SYN_ACK,
    DATA,
    ACK,
    FIN,
    RST
  }
}
