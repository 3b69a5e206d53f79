package dev.plumbline.tls.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads back, strictly, the captures that {@link PcapngWriter} writes. */
final class CaptureReader {
  record Packet(long nanos, byte[] bytes) {}

  /** Block types in their order. */
  final List<Integer> types = new ArrayList<>();

  final List<Packet> packets = new ArrayList<>();
  final List<String> secrets = new ArrayList<>();

  CaptureReader(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      block(in);
    }
  }

  private void block(ByteBuffer in) {
    int begin = in.position();
    int type = in.getInt();
    int length = in.getInt();
    check(length % 4 == 0 && length >= 12, "length " + length);
    check(in.getInt(begin + length - 4) == length, "the lengths differ");
    types.add(type);
    ByteBuffer body = in.slice(begin + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case 0x0A0D0D0A -> {
        check(begin == 0, "a second section");
        check(body.getInt() == 0x1A2B3C4D && body.getInt() == 1 && body.getLong() == -1, "section header");
      }
      case 1 -> {
        check(body.getInt() == 101 && body.getInt() == 0, "interface");
        check(body.getInt() == 0x0001_0009 && body.getInt() == 9 && body.getInt() == 0, "nanoseconds");
      }
      case 6 -> packet(body);
      case 10 -> {
        check(body.getInt() == 0x544C534B, "TLS key log");
        byte[] text = new byte[body.getInt()];
        body.get(text);
        secrets.add(new String(text, StandardCharsets.US_ASCII));
      }
      default -> throw new AssertionError("block type " + type);
    }
    in.position(begin + length);
  }

  private void packet(ByteBuffer body) {
    check(body.getInt() == 0, "interface 0");
    long nanos = (body.getInt() & 0xFFFF_FFFFL) << 32 | body.getInt() & 0xFFFF_FFFFL;
    int captured = body.getInt();
    check(body.getInt() == captured, "cut short");
    byte[] bytes = new byte[captured];
    body.get(bytes);
    check(body.remaining() < 4, "padding");
    packets.add(new Packet(nanos, bytes));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
