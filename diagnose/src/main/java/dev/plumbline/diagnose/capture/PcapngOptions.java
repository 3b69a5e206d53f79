package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowListener;
import java.nio.charset.StandardCharsets;

/** The blocks of pcapng that consist of options or records, read where they stand in the buffer. */
final class PcapngOptions {
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFDROP = 5;
  private static final int NAME_OF_IPV4 = 1;
  private static final int NAME_OF_IPV6 = 2;
  private static final int INTERFACE_HEADER = 8;
  private static final int STATISTICS_HEADER = 12;
  private static final int TEXT_LIMIT = 200;

  private final CaptureInput in;
  private final Tally tally;

  PcapngOptions(CaptureInput in, Tally tally) {
    this.in = in;
    this.tally = tally;
  }

  /** Reads one option or record: what is at this distance from the position, and how long it is. */
  private interface Each {
    void option(int code, int at, int length);
  }

  private void each(int from, int end, Each each) {
    int at = from;
    while (at + 4 <= end) {
      int code = in.u16(at);
      int length = in.u16(at + 2);
      if (code == 0 || at + 4 + length > end) {
        return;
      }
      each.option(code, at + 4, length);
      at += 4 + (length + 3 & ~3);
    }
  }

  /** An Interface Description Block of this length. */
  Interface describe(int length) {
    int snapLength = Math.max(0, in.u32(4));
    int[] resolution = {Interface.MICROSECONDS};
    long[] offset = new long[1];
    String[] names = new String[2];
    each(INTERFACE_HEADER, length, (code, at, size) -> {
      if (code == IF_TSRESOL && size >= 1) {
        resolution[0] = in.array()[in.position() + at] & 0xFF;
      } else if (code == IF_TSOFFSET && size >= Long.BYTES) {
        offset[0] = in.u64(at);
      } else if (code == IF_NAME || code == IF_DESCRIPTION) {
        names[code - IF_NAME] = text(at, size);
      }
    });
    tally.snapLength(snapLength);
    tally.described(names[0], names[1]);
    return new Interface(in.u16(0), snapLength, resolution[0], offset[0]);
  }

  /** An Interface Statistics Block: how many packets the capture itself lost. */
  void statistics(int length) {
    each(STATISTICS_HEADER, length, (code, at, size) -> {
      if (code == ISB_IFDROP && size >= Long.BYTES) {
        tally.dropped(in.u64(at));
      }
    });
  }

  /** A Name Resolution Block: an address and its names, each ended by a zero. */
  void names(int length, FlowListener listener) {
    each(0, length, (code, at, size) -> {
      int address = code == NAME_OF_IPV4 ? 4 : code == NAME_OF_IPV6 ? 16 : 0;
      if (address == 0) {
        return;
      }
      int begin = at + address;
      for (int i = begin; i < at + size; i++) {
        if (in.array()[in.position() + i] == 0) {
          if (i > begin) {
            byte[] array = in.array();
            listener.resolved(text(begin, i - begin), Addresses.of(array, in.position() + at, address));
          }
          begin = i + 1;
        }
      }
    });
  }

  private String text(int at, int length) {
    return Printable.text(
        new String(in.array(), in.position() + at, Math.min(length, TEXT_LIMIT), StandardCharsets.UTF_8));
  }
}
