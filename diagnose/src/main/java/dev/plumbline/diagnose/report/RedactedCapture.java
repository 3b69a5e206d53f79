package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.report.RedactedPackets.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes connections as a capture (pcapng, draft-ietf-opsawg-pcapng) of raw IP packets: the payload that {@link
 * RedactedPackets} leaves, with the times of the original and its frame numbers in comments.
 */
final class RedactedCapture {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int LINKTYPE_RAW = 101;
  private static final int OPT_COMMENT = 1;
  private static final int OPT_TSRESOL = 9;
  private static final int NANOSECONDS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<Framed> framed = new ArrayList<>();

  private record Framed(long frame, Instant time, byte[] packet) {}

  private RedactedCapture() {}

  static byte[] of(List<Conversation> conversations, Removed removed) throws IOException {
    RedactedCapture capture = new RedactedCapture();
    for (Conversation each : conversations) {
      capture.add(each, RedactedPackets.of(each, removed));
    }
    capture.framed.sort(Comparator.comparing(Framed::time).thenComparing(Framed::frame));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    capture.write(out);
    return out.toByteArray();
  }

  private void add(Conversation conversation, List<Packet> packets) {
    long[] next = new long[Side.values().length];
    for (Packet each : packets) {
      Event event = each.event();
      Side from = event.from();
      if (event instanceof Event.Missing) {
        next[from.ordinal()] += each.hole();
        continue;
      }
      int flags = event instanceof Event.Tcp tcp ? TcpPacket.flags(tcp.signal()) : TcpPacket.DATA;
      Endpoint source = from == Side.CLIENT ? conversation.clientEnd() : conversation.serverEnd();
      Endpoint target = from == Side.CLIENT ? conversation.serverEnd() : conversation.clientEnd();
      TcpPacket packet =
          new TcpPacket(
              source, target, (int) next[from.ordinal()], (int) next[from.other().ordinal()], flags, each.payload());
      framed.add(new Framed(event.place().frame(), event.time(), packet.bytes()));
      next[from.ordinal()] += each.payload().length + packet.phantom() + each.hole();
    }
  }

  private void write(OutputStream out) throws IOException {
    ByteBuffer section = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    section.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
    block(out, SECTION_HEADER, section.array());
    ByteBuffer description = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    description.putShort((short) LINKTYPE_RAW).putShort((short) 0).putInt(0);
    description.putShort((short) OPT_TSRESOL).putShort((short) 1).put((byte) NANOSECONDS);
    block(out, INTERFACE_DESCRIPTION, description.array());
    for (Framed each : framed) {
      block(out, ENHANCED_PACKET, packet(each));
    }
  }

  private static byte[] packet(Framed framed) {
    byte[] comment =
        framed.frame() > 0
            ? ("frame " + framed.frame() + " of the original").getBytes(StandardCharsets.US_ASCII)
            : new byte[0];
    int data = padded(framed.packet().length);
    int options = comment.length == 0 ? 0 : Integer.BYTES + padded(comment.length) + Integer.BYTES;
    long nanos = framed.time().getEpochSecond() * NANOS_PER_SECOND + framed.time().getNano();
    ByteBuffer block = ByteBuffer.allocate(20 + data + options).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0).putInt((int) (nanos >>> Integer.SIZE)).putInt((int) nanos);
    block.putInt(framed.packet().length).putInt(framed.packet().length).put(framed.packet());
    if (options > 0) {
      block.position(20 + data);
      block.putShort((short) OPT_COMMENT).putShort((short) comment.length).put(comment);
    }
    return block.array();
  }

  private static void block(OutputStream out, int type, byte[] body) throws IOException {
    int length = body.length + 3 * Integer.BYTES;
    ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(type).putInt(length).put(body).putInt(length);
    out.write(block.array());
  }

  private static int padded(int length) {
    return length + 3 & ~3;
  }
}
