package dev.plumbline.bench.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigCaptureTest {
  private static final Path GOLDEN = Path.of("..", "vectors", "golden");
  private static final long SIZE = 3_000_000;

  @TempDir Path directory;

  @Test
  void everyConnectionIsWholeAndBeginsWithARecord() throws Exception {
    Path file = directory.resolve("big.pcap");
    int connections = BigCapture.write(file, SIZE, GOLDEN, 7, BigCapture.FAILING);
    Heard heard = new Heard();
    CaptureSummary summary;
    try (InputStream in = Files.newInputStream(file)) {
      summary = CaptureReader.read(in, Files.size(file), heard, CaptureProgress.NONE);
    }
    assertEquals(connections, summary.connections());
    assertEquals(connections, heard.ends.size());
    assertTrue(heard.ends.stream().allMatch(each -> each.synSeen() && each.synAckSeen() && each.missingBytes() == 0));
    assertTrue(heard.ends.stream().anyMatch(each -> each.retransmissions() > 0));
    assertEquals(2 * connections, heard.handshakes);
    assertEquals(List.of(), summary.notes());
    assertTrue(Files.size(file) >= SIZE && Files.size(file) == summary.bytes());
  }

  @Test
  void theSameSeedMakesTheSameFile() throws Exception {
    Path one = directory.resolve("one.pcap");
    Path two = directory.resolve("two.pcap");
    BigCapture.write(one, SIZE, GOLDEN, 7, BigCapture.FAILING);
    BigCapture.write(two, SIZE, GOLDEN, 7, BigCapture.FAILING);
    assertEquals(-1, Files.mismatch(one, two));
  }

  @Test
  void everyConnectionIsDiagnosed() throws Exception {
    Path file = directory.resolve("big.pcap");
    int connections = BigCapture.write(file, SIZE, GOLDEN, 7, 50);
    DiagnoseRun run = DiagnoseRun.of(file);
    assertEquals(connections, run.diagnosed());
    assertEquals(run, DiagnoseRun.parse(run.line()));
    assertTrue(CaptureBench.table(run).contains("| " + connections + " |"), CaptureBench.table(run));
  }

  /** Counts ends, and sides whose first byte begins a record of the handshake. */
  private static final class Heard implements FlowListener {
    private final List<FlowQuality> ends = new ArrayList<>();
    private int handshakes;

    @Override
    public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
      boolean[] spoke = new boolean[2];
      return new FlowSink() {
        @Override
        public void data(Side from, byte[] array, int offset, int length, Stretch where) {
          handshakes += !spoke[from.ordinal()] && array[offset] == 22 ? 1 : 0;
          spoke[from.ordinal()] = true;
        }

        @Override
        public void missing(Side from, long bytes, boolean cut, Stretch where) {}

        @Override
        public void signal(Side from, TcpSignal signal, Stretch where) {}

        @Override
        public void end(FlowQuality quality) {
          ends.add(quality);
        }
      };
    }

    @Override
    public void secrets(byte[] keyLog) {}

    @Override
    public void resolved(String name, InetAddress address) {}
  }
}
