package dev.plumbline.bench.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes TCP segments as frames of Ethernet into a pcap file. Checksums are 0, as captures of the sender have them. */
final class FrameWriter {
  private static final int MAGIC = 0xA1B2C3D4;
  private static final int SNAP_LENGTH = 262_144;
  private static final int ETHERNET = 1;
  private static final int RECORD = 16;
  private static final int LINK = 14;
  private static final int IP = 20;
  private static final int TCP = 20;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final OutputStream out;
  private final ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer frame = ByteBuffer.allocate(1600);
  private long micros;
  private long written;

  FrameWriter(OutputStream out, long micros) throws IOException {
    this.out = out;
    this.micros = micros;
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0).putInt(SNAP_LENGTH).putInt(ETHERNET);
    write(header.array(), header.capacity());
  }

  long written() {
    return written;
  }

  /** Time goes on. */
  void pass(int microseconds) {
    micros += microseconds;
  }

  /** One segment between these two ends. */
  void segment(int source, int sourcePort, int target, int targetPort, int sequence, int acknowledged, int flags,
      byte[] payload, int offset, int length) throws IOException {
    int total = LINK + IP + TCP + length;
    record.clear();
    record.putInt((int) (micros / MICROS_PER_SECOND)).putInt((int) (micros % MICROS_PER_SECOND));
    record.putInt(total).putInt(total);
    frame.clear();
    frame.putInt(0x02000000).putShort((short) 1).putInt(0x02000000).putShort((short) 2).putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) (total - LINK)).putInt(0x4000).putInt(0x40060000);
    frame.putInt(source).putInt(target);
    frame.putShort((short) sourcePort).putShort((short) targetPort).putInt(sequence).putInt(acknowledged);
    frame.put((byte) 0x50).put((byte) flags).putShort((short) 0xFFFF).putInt(0);
    frame.put(payload, offset, length);
    write(record.array(), RECORD);
    write(frame.array(), total);
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    written += length;
  }
}
