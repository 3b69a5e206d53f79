package dev.plumbline.diagnose.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.capture.CaptureBytes.Frame;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Files that are cut, damaged or shuffled: read as far as they go, with nothing thrown but what is declared. */
final class CaptureReaderPropertyTest {
  /** Two conversations with everything in them: fragments, names, ping, ARP, both versions of IP. */
  private static List<Frame> frames(Random random) {
    List<byte[]> packets = new ArrayList<>();
    packets.add(Packets.ethernet(0x0806, new byte[28]));
    byte[] name = Packets.hex("1234 8180 0001 0001 0000 0000 0161 00 0001 0001 C00C 0001 0001 00000010 0004 C0000207");
    packets.add(Packets.ethernet(0x0800, Packets.ipv4(false, 17, Packets.udp(53, 40_000, name))));
    byte[] ping = Packets.join(Packets.hex("03010000 00000000"), Packets.ipv4(true, 6, new byte[8]));
    packets.add(Packets.ethernet(0x0800, Packets.ipv4(false, 1, ping)));
    int[] sent = {100, 900};
    for (int i = 0; i < 20; i++) {
      boolean fromClient = random.nextBoolean();
      int from = fromClient ? 0 : 1;
      byte[] payload = new byte[random.nextInt(60)];
      random.nextBytes(payload);
      int flags = i == 0 ? Packets.SYN : Packets.ACK;
      byte[] segment = Packets.tcp(fromClient ? 50_000 : 8883, fromClient ? 8883 : 50_000, sent[from], sent[1 - from],
          flags, payload);
      sent[from] += payload.length + (i == 0 ? 1 : 0);
      if (random.nextInt(4) == 0) {
        byte[] first = Arrays.copyOf(segment, 16);
        byte[] rest = Arrays.copyOfRange(segment, 16, segment.length);
        packets.add(Packets.ethernet(0x0800, Packets.ipv4(fromClient, 6, 36, 0x2000, first)));
        packets.add(Packets.ethernet(0x0800, Packets.ipv4(fromClient, 6, 20 + rest.length, 2, rest)));
      } else if (random.nextBoolean()) {
        packets.add(Packets.ethernet(0x0800, Packets.ipv4(fromClient, 6, segment)));
      } else {
        packets.add(Packets.ethernet(0x86DD, Packets.ipv6(fromClient, 6, segment)));
      }
    }
    List<Frame> frames = new ArrayList<>();
    packets.forEach(each -> frames.add(Frame.of(each, 1_795_198_120_000_000_000L + frames.size() * 1_000_000L)));
    return frames;
  }

  private static byte[] file(Random random) {
    List<Frame> frames = frames(random);
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return switch (random.nextInt(4)) {
      case 0 -> CaptureBytes.pcap(order, PcapReader.MICROSECONDS, 1, frames);
      case 1 -> CaptureBytes.pcap(order, PcapReader.NANOSECONDS, 1, frames);
      case 2 -> CaptureBytes.pcapng(order, 1, frames);
      default -> {
        CaptureBytes file = new CaptureBytes(order).section().described(1, 70, null);
        file.secrets(0x544C534B, new byte[40]);
        frames.forEach(frame -> file.simple(frame.cutTo(70)));
        yield file.bytes();
      }
    };
  }

  @Property(tries = 12)
  void everyBeginningOfACaptureIsRead(@ForAll long seed) throws IOException, CaptureException {
    byte[] whole = file(new Random(seed));
    String all = Read.of(whole).told().text();
    long frames = 0;
    for (int length = 4; length <= whole.length; length++) {
      Read read = Read.of(Arrays.copyOf(whole, length));
      assertTrue(read.summary().frames() >= frames);
      frames = read.summary().frames();
    }
    assertEquals(all, Read.of(whole).told().text());
  }

  @Property(tries = 600)
  void damagedBytesAreReadOrRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int damages)
      throws IOException {
    Random random = new Random(seed);
    byte[] file = file(random);
    for (int i = 0; i < damages; i++) {
      int at = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(file.length);
      file[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (file[at] ^ 1 << random.nextInt(8));
    }
    readOrRefuse(file);
  }

  @Property(tries = 200)
  void noiseBehindAGoodBeginningIsReadOrRefused(@ForAll long seed, @ForAll @IntRange(max = 60) int good)
      throws IOException {
    Random random = new Random(seed);
    byte[] file = file(random);
    byte[] noise = new byte[file.length - good];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, file, good, noise.length);
    readOrRefuse(file);
  }

  @Property(tries = 60)
  void noiseInEveryFrameIsRead(@ForAll long seed, @ForAll @IntRange(max = 40) int good)
      throws IOException, CaptureException {
    Random random = new Random(seed);
    int[] linkTypes = {0, 1, 9, 50, 51, 101, 104, 108, 113, 127, 204, 228, 276, random.nextInt(300)};
    List<Frame> frames = frames(random);
    for (Frame frame : frames) {
      for (int i = Math.min(good, frame.bytes().length); i < frame.bytes().length; i++) {
        frame.bytes()[i] = (byte) (random.nextInt(3) > 0 ? frame.bytes()[i] : random.nextInt());
      }
    }
    int linkType = linkTypes[random.nextInt(linkTypes.length)];
    Read read = Read.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN, linkType, frames));
    assertEquals(frames.size(), read.summary().frames());
    CaptureSummary.Counts c = read.summary().counts();
    assertEquals(frames.size(), c.arp() + c.icmp() + c.udp() + c.dns() + c.tcp() + c.fragments() + c.other()
        + c.malformed() + c.unreadable());
  }

  private static void readOrRefuse(byte[] file) throws IOException {
    try {
      Read read = Read.of(file);
      assertEquals(read.summary().connections(), read.told().flows.size());
    } catch (CaptureException refused) {
      assertTrue(refused.getMessage().endsWith("."));
    }
  }
}
