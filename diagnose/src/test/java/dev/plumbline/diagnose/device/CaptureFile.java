package dev.plumbline.diagnose.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the TCP connections of a pcap or pcapng file, as much of both formats as tests need. */
public final class CaptureFile {
  private static final int ETHERNET = 1;
  private static final int LINUX_COOKED = 113;
  private static final int LINUX_COOKED_2 = 276;
  private static final int VLAN = 0x8100;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int TCP = 6;

  /** One connection: what each side sent, in the order of its sequence numbers, each byte once. */
  public record Connection(Instant begin, byte[] client, byte[] server) {}

  private record Segment(Instant time, String from, String to, long sequence, boolean syn, boolean ack, byte[] data) {}

  private final List<Segment> segments = new ArrayList<>();
  private int linkType;
  private long ticksPerSecond = 1_000_000;

  private CaptureFile() {}

  public static List<Connection> connections(Path file) throws IOException {
    CaptureFile capture = new CaptureFile();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) == 0x0A0D0D0A) {
      capture.readPcapng(in);
    } else {
      capture.readPcap(in);
    }
    return capture.assemble();
  }

  private void readPcap(ByteBuffer in) {
    int magic = in.getInt();
    boolean swapped = magic == 0xD4C3B2A1 || magic == 0x4D3CB2A1;
    in.order(swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    ticksPerSecond = magic == 0xA1B23C4D || magic == 0x4D3CB2A1 ? 1_000_000_000 : 1_000_000;
    linkType = in.getInt(20);
    in.position(24);
    while (in.remaining() >= 16) {
      long seconds = in.getInt() & 0xFFFF_FFFFL;
      long ticks = in.getInt() & 0xFFFF_FFFFL;
      int captured = in.getInt();
      in.getInt();
      Instant time = Instant.ofEpochSecond(seconds, ticks * (1_000_000_000 / ticksPerSecond));
      frame(time, in.slice(in.position(), captured));
      in.position(in.position() + captured);
    }
  }

  private void readPcapng(ByteBuffer in) {
    while (in.remaining() >= 12) {
      int begin = in.position();
      int type = in.getInt();
      int length = in.getInt();
      if (type == 1) {
        linkType = in.getShort() & 0xFFFF;
        options(in, begin + 16, begin + length - 4);
      } else if (type == 6) {
        in.getInt();
        long ticks = (in.getInt() & 0xFFFF_FFFFL) << 32 | in.getInt() & 0xFFFF_FFFFL;
        int captured = in.getInt();
        in.getInt();
        Instant time =
            Instant.ofEpochSecond(ticks / ticksPerSecond, ticks % ticksPerSecond * (1_000_000_000 / ticksPerSecond));
        frame(time, in.slice(in.position(), captured));
      }
      in.position(begin + length);
    }
  }

  private void options(ByteBuffer in, int from, int to) {
    int at = from;
    while (at + 4 <= to) {
      int code = in.getShort(at);
      int length = in.getShort(at + 2);
      if (code == 9) {
        ticksPerSecond = (long) Math.pow(10, in.get(at + 4));
      }
      at += 4 + (length + 3 & ~3);
    }
  }

  private void frame(Instant time, ByteBuffer frame) {
    frame.order(ByteOrder.BIG_ENDIAN);
    int at =
        switch (linkType) {
          case ETHERNET -> 12;
          case LINUX_COOKED -> 14;
          case LINUX_COOKED_2 -> 0;
          default -> throw new AssertionError("link type " + linkType);
        };
    int type = frame.getShort(at) & 0xFFFF;
    at += linkType == LINUX_COOKED_2 ? 20 : 2;
    while (type == VLAN) {
      type = frame.getShort(at + 2) & 0xFFFF;
      at += 4;
    }
    if (type == IPV4 && frame.get(at + 9) == TCP) {
      int header = (frame.get(at) & 0x0F) * 4;
      int total = frame.getShort(at + 2) & 0xFFFF;
      tcp(time, address(frame, at + 12, 4), address(frame, at + 16, 4), frame, at + header, at + total);
    } else if (type == IPV6 && frame.get(at + 6) == TCP) {
      int total = 40 + (frame.getShort(at + 4) & 0xFFFF);
      tcp(time, address(frame, at + 8, 16), address(frame, at + 24, 16), frame, at + 40, at + total);
    }
  }

  private static String address(ByteBuffer frame, int at, int length) {
    byte[] bytes = new byte[length];
    frame.get(at, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void tcp(Instant time, String source, String target, ByteBuffer frame, int at, int end) {
    String from = source + ":" + (frame.getShort(at) & 0xFFFF);
    String to = target + ":" + (frame.getShort(at + 2) & 0xFFFF);
    int data = at + (frame.get(at + 12) >> 4 & 0x0F) * 4;
    byte[] payload = new byte[Math.max(0, Math.min(end, frame.limit()) - data)];
    frame.get(data, payload);
    int flags = frame.get(at + 13);
    segments.add(
        new Segment(
            time, from, to, frame.getInt(at + 4) & 0xFFFF_FFFFL, (flags & 2) != 0, (flags & 16) != 0, payload));
  }

  private List<Connection> assemble() {
    Map<String, Segment> openings = new LinkedHashMap<>();
    for (Segment each : segments) {
      if (each.syn && !each.ack) {
        openings.putIfAbsent(each.from + ">" + each.to, each);
      }
    }
    List<Connection> connections = new ArrayList<>();
    for (Segment opening : openings.values()) {
      connections.add(
          new Connection(opening.time, bytes(opening.from, opening.to), bytes(opening.to, opening.from)));
    }
    return connections;
  }

  private byte[] bytes(String from, String to) {
    List<Segment> sent =
        segments.stream()
            .filter(each -> each.from.equals(from) && each.to.equals(to) && each.data.length > 0)
            .sorted(Comparator.comparingLong(Segment::sequence))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long next = sent.isEmpty() ? 0 : sent.get(0).sequence;
    for (Segment each : sent) {
      int known = (int) Math.min(each.data.length, Math.max(0, next - each.sequence));
      out.write(each.data, known, each.data.length - known);
      next = Math.max(next, each.sequence + each.data.length);
    }
    return out.toByteArray();
  }
}
