package dev.plumbline.diagnose.capture;

import static dev.plumbline.diagnose.capture.Packets.ACK;
import static dev.plumbline.diagnose.capture.Packets.FIN;
import static dev.plumbline.diagnose.capture.Packets.RST;
import static dev.plumbline.diagnose.capture.Packets.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.diagnose.capture.CaptureBytes.Frame;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.tls.testing.peer.Tshark;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections are numbered as Wireshark numbers them, also where few ports are used again and again, packets are there
 * twice, connections are refused or reset, or their beginning was not captured.
 */
class StreamNumbersTest {
  private static final int FRAMES = 2500;
  private static final int SERVER = 8883;

  @TempDir Path directory;

  /** One connection that is under way. */
  private static final class Live {
    final int port;
    final int[] sent;
    int step;

    Live(int port, Random random, boolean seenFromItsBeginning) {
      this.port = port;
      sent = new int[] {random.nextInt(), random.nextInt()};
      step = seenFromItsBeginning ? 0 : 3;
    }

    byte[] packet(boolean fromClient, int flags, int payload) {
      byte[] noise = "x".repeat(payload).getBytes();
      byte[] segment = fromClient
          ? Packets.tcp(port, SERVER, sent[0], flags == SYN ? 0 : sent[1], flags, noise)
          : Packets.tcp(SERVER, port, sent[1], sent[0], flags, noise);
      sent[fromClient ? 0 : 1] += payload + ((flags & (SYN | FIN)) == 0 ? 0 : 1);
      return Packets.ethernet(0x0800, Packets.ipv4(fromClient, 6, segment));
    }

    /** The next packets; false if those were the last. */
    boolean next(Random random, List<byte[]> out) {
      int kind = step < 3 ? step : 3 + random.nextInt(14);
      step++;
      switch (kind) {
        case 0 -> out.add(packet(true, SYN, 0));
        case 1 -> {
          boolean refused = random.nextInt(8) == 0;
          out.add(packet(false, refused ? RST | ACK : SYN | ACK, 0));
          return !refused;
        }
        case 2 -> out.add(packet(true, ACK, 0));
        case 3 -> {
          out.add(packet(random.nextBoolean(), RST | ACK, 0));
          return false;
        }
        case 4 -> {
          out.add(packet(true, FIN | ACK, 0));
          out.add(packet(false, FIN | ACK, 0));
          out.add(packet(true, ACK, 0));
          return false;
        }
        default -> out.add(packet(random.nextBoolean(), ACK, random.nextInt(50)));
      }
      return true;
    }
  }

  private static List<Frame> frames(Random random) {
    List<Frame> frames = new ArrayList<>();
    List<Live> live = new ArrayList<>();
    TreeSet<Integer> used = new TreeSet<>();
    long nanos = 1_795_198_120_000_000_000L;
    while (frames.size() < FRAMES) {
      int port = 50_000 + random.nextInt(20);
      if (live.size() < 8 && live.stream().noneMatch(each -> each.port == port)) {
        live.add(new Live(port, random, !used.add(port) || random.nextInt(3) > 0));
      }
      Live one = live.get(random.nextInt(live.size()));
      List<byte[]> packets = new ArrayList<>();
      if (!one.next(random, packets)) {
        live.remove(one);
      }
      for (byte[] packet : packets) {
        nanos += 1000L * random.nextInt(20_000);
        int copies = random.nextInt(15) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
          frames.add(Frame.of(packet, nanos));
        }
      }
    }
    return frames;
  }

  @Test
  void areThoseOfWireshark() throws Exception {
    Tshark.require();
    byte[] file = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, PcapReader.MICROSECONDS, 1, frames(new Random(4711)));
    Path capture = Files.write(directory.resolve("numbers.pcap"), file);
    Map<Integer, TreeSet<Long>> seen = new TreeMap<>();
    String filter = "tcp.len > 0 && !tcp.analysis.retransmission && !tcp.analysis.fast_retransmission"
        + " && !tcp.analysis.spurious_retransmission && !tcp.analysis.keep_alive";
    for (String line : Tshark.read(capture, "-Y", filter, "-T", "fields", "-e", "tcp.stream", "-e", "frame.number")) {
      String[] fields = line.split("\t");
      seen.computeIfAbsent(Integer.valueOf(fields[0]), each -> new TreeSet<>()).add(Long.valueOf(fields[1]));
    }
    Map<Integer, TreeSet<Long>> told = new TreeMap<>();
    Read.of(file).told().flows.forEach((number, flow) -> {
      TreeSet<Long> frames = new TreeSet<>(flow.stretches.stream().map(Stretch::frame).toList());
      if (!frames.isEmpty()) {
        told.put(number, frames);
      }
    });
    assertEquals(seen, told);
  }
}
