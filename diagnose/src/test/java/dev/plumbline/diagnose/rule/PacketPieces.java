package dev.plumbline.diagnose.rule;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A capture file cut into what comes before its packets, and each packet with its own header. */
record PacketPieces(byte[] head, List<byte[]> packets) {
  private static final int PCAP_HEADER = 24;
  private static final int PCAPNG = 0x0A0D0D0A;
  private static final int ENHANCED_PACKET = 6;

  static PacketPieces of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return in.getInt(0) == PCAPNG ? pcapng(file, in) : pcap(file, in);
  }

  private static PacketPieces pcap(byte[] file, ByteBuffer in) {
    List<byte[]> packets = new ArrayList<>();
    int at = PCAP_HEADER;
    while (at + 16 <= file.length) {
      int end = at + 16 + in.getInt(at + 8);
      packets.add(Arrays.copyOfRange(file, at, end));
      at = end;
    }
    return new PacketPieces(Arrays.copyOf(file, PCAP_HEADER), packets);
  }

  private static PacketPieces pcapng(byte[] file, ByteBuffer in) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    List<byte[]> packets = new ArrayList<>();
    int at = 0;
    while (at + 12 <= file.length) {
      byte[] block = Arrays.copyOfRange(file, at, at + in.getInt(at + 4));
      if (in.getInt(at) == ENHANCED_PACKET) {
        packets.add(block);
      } else {
        head.writeBytes(block);
      }
      at += block.length;
    }
    return new PacketPieces(head.toByteArray(), packets);
  }

  /** The file again, with these packets. */
  byte[] with(List<byte[]> chosen) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    chosen.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
