package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowAssembler;
import dev.plumbline.diagnose.flow.FlowListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a capture file in one pass: pcap or pcapng, as it is or compressed by gzip.
 *
 * <p>Memory is bounded whatever the file holds; what is lost of it is said in the summary and to the connection
 * concerned. A file that ends in the middle, or is damaged in the middle, is read up to there.
 */
public final class CaptureReader {
  private static final int GZIP = 0x8B1F;
  private static final int MAGIC = 4;

  private CaptureReader() {}

  /**
   * Reads all of a capture and tells its connections.
   *
   * @param in read to its end, not closed
   * @param size of the file, or -1; only progress is told of it
   * @throws IOException if the stream can't be read
   * @throws CaptureException if this is no capture
   */
  public static CaptureSummary read(InputStream in, long size, FlowListener listener, CaptureProgress progress)
      throws IOException, CaptureException {
    Tally tally = new Tally();
    CountingInput counted = new CountingInput(in, size, tally, progress);
    CaptureInput input = new CaptureInput(unwrapped(counted));
    FlowListener counting = new PortTally(listener, tally);
    FlowAssembler flows = new FlowAssembler(counting);
    FrameReader frames = new FrameReader(flows, counting, tally);
    String format = read(input, frames, counting, tally);
    frames.finish();
    flows.finish();
    counted.tell();
    return tally.summary(format, counted.count(), flows.streams());
  }

  private static String read(CaptureInput in, FrameSink frames, FlowListener listener, Tally tally)
      throws IOException, CaptureException {
    if (!in.has(MAGIC)) {
      throw new CaptureException(in.atEnd() ? "The file is empty." : "The file is too short for a capture.");
    }
    int magic = in.u32(0);
    if (magic == PcapngReader.SECTION_HEADER) {
      new PcapngReader(in, frames, listener, tally).read();
      return "pcapng";
    }
    boolean swapped = isPcap(Integer.reverseBytes(magic));
    if (!swapped && !isPcap(magic)) {
      throw new CaptureException(Signature.sentence(in.peek(Signature.LENGTH)));
    }
    in.bigEndian(swapped);
    new PcapReader(in, frames, tally).read(swapped ? Integer.reverseBytes(magic) : magic);
    return "pcap";
  }

  private static boolean isPcap(int magic) {
    return magic == PcapReader.MICROSECONDS || magic == PcapReader.NANOSECONDS || magic == PcapReader.MODIFIED;
  }

  private static InputStream unwrapped(InputStream in) throws IOException, CaptureException {
    PushbackInputStream start = new PushbackInputStream(in, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    if (magic.length < 2 || ((magic[1] & 0xFF) << 8 | magic[0] & 0xFF) != GZIP) {
      return start;
    }
    try {
      return new GZIPInputStream(start, 1 << 16);
    } catch (EOFException | ZipException headerIsCut) {
      throw new CaptureException("The file is compressed by gzip, and what is inside can't be unpacked.");
    }
  }
}
