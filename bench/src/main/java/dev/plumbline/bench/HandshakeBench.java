package dev.plumbline.bench;

import dev.plumbline.bench.floor.HandshakeFloor;
import dev.plumbline.bench.peer.BoringServer;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.Scenario;
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
 * Handshakes against one server in memory, the client's side measured. All contestants and the floor take turns within
 * one JVM, one handshake each, so that whatever else the machine does meets all of them alike, and their ratio holds
 * when their times do not. JMH's own score is the time of a whole turn, server included; what counts are the secondary
 * results.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBench {
  /** The floor's name in the results. */
  static final String FLOOR = "floor";

  @Param({"ECDSA", "RSA", "AUTH", "RESUME"})
  private Scenario scenario;

  private BoringServer server;
  private List<Contestant> contestants;
  private final List<HandshakeLap> laps = new ArrayList<>();
  private HandshakeFloor floor;
  private ClientMeter floorMeter;

  @Setup
  public void setUp() throws Exception {
    server = new BoringServer(scenario);
    contestants = Contestants.ofHandshakes(scenario);
    for (Contestant contestant : contestants) {
      HandshakeLap lap = new HandshakeLap(contestant, server, ClientMeter.named(contestant.name()));
      lap.requireResumption(scenario.resumption());
      laps.add(lap);
    }
    floor = new HandshakeFloor(scenario);
    floorMeter = ClientMeter.named(FLOOR);
  }

  @Benchmark
  public void turn() throws Exception {
    for (HandshakeLap lap : laps) {
      lap.run();
    }
    floorMeter.start();
    floor.run();
    floorMeter.stop();
    floorMeter.sample();
  }

  @TearDown
  public void tearDown() {
    contestants.forEach(Contestant::close);
    server.close();
  }
}
