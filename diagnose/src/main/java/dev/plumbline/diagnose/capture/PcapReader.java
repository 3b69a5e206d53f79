package dev.plumbline.diagnose.capture;

import java.io.IOException;

/** The classic format of libpcap (draft-ietf-opsawg-pcap), in either byte order, in microseconds or nanoseconds. */
final class PcapReader {
  static final int MICROSECONDS = 0xA1B2C3D4;
  static final int NANOSECONDS = 0xA1B23C4D;
  /** As patched by Alexey Kuznetsov: eight more bytes in the header of each packet. */
  static final int MODIFIED = 0xA1B2CD34;

  private static final int HEADER = 24;
  private static final int SNAP_LENGTH_AT = 16;
  private static final int LINK_TYPE_AT = 20;
  private static final int RECORD = 16;
  private static final int MODIFIED_RECORD = 24;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int NANOS_PER_MICROSECOND = 1000;

  private final CaptureInput in;
  private final FrameSink sink;
  private final Tally tally;

  PcapReader(CaptureInput in, FrameSink sink, Tally tally) {
    this.in = in;
    this.sink = sink;
    this.tally = tally;
  }

  /** Reads on from the magic number, which was recognised, to the end. */
  void read(int magic) throws IOException {
    if (!in.has(HEADER)) {
      tally.endsInside();
      return;
    }
    tally.snapLength(in.u32(SNAP_LENGTH_AT));
    // The upper half says how long the checksum at the end of frames is.
    int linkType = in.u32(LINK_TYPE_AT) & 0xFFFF;
    in.skip(HEADER);
    int header = magic == MODIFIED ? MODIFIED_RECORD : RECORD;
    long unit = magic == NANOSECONDS ? 1 : NANOS_PER_MICROSECOND;
    boolean good = true;
    while (good && !in.atEnd()) {
      good = record(header, linkType, unit);
    }
  }

  /** Reads one packet; false if it can't be read, and so nothing behind it. */
  private boolean record(int header, int linkType, long unit) throws IOException {
    if (!in.has(header)) {
      tally.endsInside();
      return false;
    }
    int captured = in.u32(8);
    if (captured < 0 || captured > CaptureInput.MAX_FRAME) {
      tally.damagedAt(in.consumed());
      return false;
    }
    if (!in.has(header + captured)) {
      tally.endsInside();
      return false;
    }
    long nanos = (in.u32(0) & 0xFFFF_FFFFL) * NANOS_PER_SECOND + (in.u32(4) & 0xFFFF_FFFFL) * unit;
    int original = Math.max(captured, in.u32(12));
    sink.frame(linkType, in.array(), in.position() + header, captured, original, nanos);
    in.skip(header + captured);
    return true;
  }
}
