package dev.plumbline.bench;

import dev.plumbline.bench.floor.RecordFloor;
import dev.plumbline.bench.peer.BoringServer;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.Scenario;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Records of application data, AES-128-GCM: each contestant seals one for the server and opens one from it, in turns
 * as in {@link HandshakeBench}. The floor is the JDK's cipher alone, which has the processor's AES instructions to
 * itself.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBench {
  /** Ends the name of a meter for what is sent. */
  static final String SEAL = " seal";

  /** Ends the name of a meter for what is received. */
  static final String OPEN = " open";

  @Param({"256", "16384"})
  private int size;

  private BoringServer server;
  private List<Contestant> contestants;
  private final List<RecordLap> laps = new ArrayList<>();
  private RecordFloor floor;
  private ClientMeter sealFloor;
  private ClientMeter openFloor;
  private ByteBuffer plaintext;
  private ByteBuffer record;

  @Setup
  public void setUp() throws Exception {
    server = new BoringServer(Scenario.ECDSA);
    contestants = Contestants.of(Scenario.ECDSA);
    for (Contestant contestant : contestants) {
      laps.add(new RecordLap(contestant, server, size));
    }
    floor = new RecordFloor();
    sealFloor = ClientMeter.named(HandshakeBench.FLOOR + SEAL);
    openFloor = ClientMeter.named(HandshakeBench.FLOOR + OPEN);
    plaintext = ByteBuffer.allocate(size);
    record = ByteBuffer.allocate(size + 64);
  }

  @Benchmark
  public void turn() throws Exception {
    for (RecordLap lap : laps) {
      lap.run();
    }
    record.clear();
    sealFloor.start();
    floor.seal(plaintext.clear(), record);
    sealFloor.stop();
    sealFloor.sample();
    record.flip();
    openFloor.start();
    floor.open(record, plaintext.clear());
    openFloor.stop();
    openFloor.sample();
  }

  @TearDown
  public void tearDown() {
    laps.forEach(RecordLap::close);
    contestants.forEach(Contestant::close);
    server.close();
  }
}
