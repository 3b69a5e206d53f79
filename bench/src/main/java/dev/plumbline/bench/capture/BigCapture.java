package dev.plumbline.bench.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a pcap file of any size: many devices that talk to a broker at the same time, each with the bytes of a
 * recorded handshake and then records of noise, from an address of its own. The same seed makes the same file.
 *
 * <p>Every recorded handshake is there once as it was. Of those without a signed key exchange there are as many as it
 * takes, each with randoms of its own, so that nothing in the file looks as if a device lacked entropy or a signature
 * failed. A part of the devices refuses the server's certificate.
 */
public final class BigCapture {
  /** How many of a hundred devices fail, unless somebody says otherwise. */
  public static final int FAILING = 5;

  private static final int AT_A_TIME = 200;
  private static final long BEGIN_MICROS = 1_795_198_120_000_000L;
  private static final int BUFFER = 1 << 20;

  private BigCapture() {}

  /** {@code BigCapture FILE BYTES [DIRECTORY OF VECTORS [PER CENT]]}. */
  public static void main(String[] args) throws IOException {
    Path vectors = Path.of(args.length > 2 ? args[2] : "vectors/golden");
    int failing = args.length > 3 ? Integer.parseInt(args[3]) : FAILING;
    int connections = write(Path.of(args[0]), Long.parseLong(args[1]), vectors, 1, failing);
    System.out.println(connections + " connections");
  }

  /**
   * Writes at least so many bytes, and then what the connections that are open still have to say.
   *
   * @param vectors directory of the recorded handshakes
   * @param failing how many of a hundred devices fail
   * @return how many connections there are
   */
  public static int write(Path file, long bytes, Path vectors, long seed, int failing) throws IOException {
    Random random = new Random(seed);
    List<RecordedTalk> talks = RecordedTalk.all(vectors);
    List<RecordedTalk> repeatable = talks.stream().filter(each -> !each.signed()).toList();
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      FrameWriter out = new FrameWriter(stream, BEGIN_MICROS);
      List<Device> devices = new ArrayList<>();
      int begun = 0;
      while (out.written() < bytes || !devices.isEmpty()) {
        if (devices.size() < AT_A_TIME && out.written() < bytes) {
          List<RecordedTalk> from = begun < talks.size() ? talks : repeatable;
          boolean fails = begun >= talks.size() && random.nextInt(100) < failing;
          devices.add(new Device(out, random, from.get(begun % from.size()), begun, fails));
          begun++;
        }
        int index = random.nextInt(devices.size());
        if (!devices.get(index).next()) {
          devices.remove(index);
        }
      }
      return begun;
    }
  }
}
