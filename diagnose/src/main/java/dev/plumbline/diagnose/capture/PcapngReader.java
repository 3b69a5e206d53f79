package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of Wireshark (draft-ietf-opsawg-pcapng): blocks in sections, each section with its byte order and its
 * interfaces. Blocks that carry no packet, secret or name are skipped, known or not.
 */
final class PcapngReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;

  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int NAME_RESOLUTION = 4;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int SYSTEMD_JOURNAL = 9;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int TLS_KEY_LOG = 0x544C534B;

  private static final int BLOCK_HEADER = 8;
  private static final int FRAMING = 12;
  private static final int PACKET_HEADER = 20;
  private static final int SIMPLE_HEADER = 4;
  private static final int MAX_SECRETS = 16 << 20;
  private static final int MAX_INTERFACES = 65_536;

  private final CaptureInput in;
  private final FrameSink sink;
  private final FlowListener listener;
  private final Tally tally;
  private final PcapngOptions options;
  private final List<Interface> interfaces = new ArrayList<>();

  PcapngReader(CaptureInput in, FrameSink sink, FlowListener listener, Tally tally) {
    this.in = in;
    this.sink = sink;
    this.listener = listener;
    this.tally = tally;
    options = new PcapngOptions(in, tally);
  }

  /** What became of a block. */
  private enum Block {
    READ,
    CUT,
    DAMAGED
  }

  /** Reads from the first section header, which was recognised, to the end. */
  void read() throws IOException {
    while (!in.atEnd()) {
      long begin = in.consumed();
      Block block = block();
      if (block == Block.CUT) {
        tally.endsInside();
        return;
      }
      if (block == Block.DAMAGED) {
        tally.damagedAt(begin);
        return;
      }
    }
  }

  private Block block() throws IOException {
    if (!in.has(BLOCK_HEADER)) {
      return Block.CUT;
    }
    int type = in.u32(0);
    if (type == SECTION_HEADER) {
      if (!in.has(FRAMING)) {
        return Block.CUT;
      }
      if (!section()) {
        return Block.DAMAGED;
      }
    }
    long length = in.u32(4) & 0xFFFF_FFFFL;
    if (length < FRAMING || length % 4 != 0) {
      return Block.DAMAGED;
    }
    in.skip(BLOCK_HEADER);
    long end = in.consumed() + length - FRAMING;
    Block body = body(type, length - FRAMING);
    if (body != Block.READ) {
      return body;
    }
    if (!in.skip(end - in.consumed()) || !in.has(4)) {
      return Block.CUT;
    }
    boolean framed = (in.u32(0) & 0xFFFF_FFFFL) == length;
    in.skip(4);
    return framed ? Block.READ : Block.DAMAGED;
  }

  private boolean section() {
    interfaces.clear();
    in.bigEndian(false);
    if (in.u32(8) != BYTE_ORDER) {
      in.bigEndian(true);
    }
    return in.u32(8) == BYTE_ORDER;
  }

  private Block body(int type, long length) throws IOException {
    return switch (type) {
      case INTERFACE_DESCRIPTION -> describe(length);
      case ENHANCED_PACKET, OBSOLETE_PACKET -> packet(type, length);
      case SIMPLE_PACKET -> simplePacket(length);
      case DECRYPTION_SECRETS -> secrets(length);
      case NAME_RESOLUTION -> small(length, () -> options.names((int) length, listener));
      case INTERFACE_STATISTICS -> small(length, () -> options.statistics((int) length));
      case SYSTEMD_JOURNAL -> {
        // Wireshark counts it as a frame.
        tally.frameOfNoPacket();
        yield Block.READ;
      }
      default -> Block.READ;
    };
  }

  /** Blocks of which nothing depends: read if they fit into the buffer. */
  private Block small(long length, Runnable read) throws IOException {
    if (length <= CaptureInput.MAX_FRAME) {
      if (!in.has((int) length)) {
        return Block.CUT;
      }
      read.run();
    }
    return Block.READ;
  }

  private Block describe(long length) throws IOException {
    if (length < 8 || length > CaptureInput.MAX_FRAME || interfaces.size() >= MAX_INTERFACES) {
      return Block.DAMAGED;
    }
    if (!in.has((int) length)) {
      return Block.CUT;
    }
    interfaces.add(options.describe((int) length));
    return Block.READ;
  }

  private Block packet(int type, long length) throws IOException {
    if (length < PACKET_HEADER) {
      return Block.DAMAGED;
    }
    if (!in.has(PACKET_HEADER)) {
      return Block.CUT;
    }
    int number = type == OBSOLETE_PACKET ? in.u16(0) : in.u32(0);
    long ticks = (long) in.u32(4) << Integer.SIZE | in.u32(8) & 0xFFFF_FFFFL;
    int captured = in.u32(12);
    int original = in.u32(16);
    if (number < 0 || number >= interfaces.size() || captured < 0 || captured > CaptureInput.MAX_FRAME
        || captured > length - PACKET_HEADER) {
      return Block.DAMAGED;
    }
    if (!in.has(PACKET_HEADER + captured)) {
      return Block.CUT;
    }
    Interface from = interfaces.get(number);
    int offset = in.position() + PACKET_HEADER;
    sink.frame(from.linkType(), in.array(), offset, captured, Math.max(captured, original), from.nanos(ticks));
    return Block.READ;
  }

  private Block simplePacket(long length) throws IOException {
    if (length < SIMPLE_HEADER || interfaces.isEmpty()) {
      return Block.DAMAGED;
    }
    if (!in.has(SIMPLE_HEADER)) {
      return Block.CUT;
    }
    Interface from = interfaces.get(0);
    int original = in.u32(0);
    long most = Math.min(length - SIMPLE_HEADER, original & 0xFFFF_FFFFL);
    long captured = from.snapLength() > 0 ? Math.min(most, from.snapLength()) : most;
    if (captured > CaptureInput.MAX_FRAME) {
      return Block.DAMAGED;
    }
    if (!in.has(SIMPLE_HEADER + (int) captured)) {
      return Block.CUT;
    }
    int offset = in.position() + SIMPLE_HEADER;
    int there = (int) captured;
    sink.frame(from.linkType(), in.array(), offset, there, Math.max(there, original), tally.lastNanos());
    return Block.READ;
  }

  private Block secrets(long length) throws IOException {
    if (length < 8) {
      return Block.DAMAGED;
    }
    if (!in.has(8)) {
      return Block.CUT;
    }
    int kind = in.u32(0);
    int secrets = in.u32(4);
    if (secrets < 0 || secrets > length - 8) {
      return Block.DAMAGED;
    }
    if (kind == TLS_KEY_LOG && secrets <= MAX_SECRETS) {
      in.skip(8);
      byte[] keyLog = in.take(secrets);
      if (keyLog == null) {
        return Block.CUT;
      }
      listener.secrets(keyLog);
    }
    return Block.READ;
  }
}
