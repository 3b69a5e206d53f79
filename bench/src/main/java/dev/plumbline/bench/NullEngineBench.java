package dev.plumbline.bench;

import dev.plumbline.bench.peer.Scenario;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What our state machine costs by itself: the client on an engine that computes nothing, and a server of fixed bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NullEngineBench {
  private static final int RECORD = 256;

  private final NullEngineRun full = new NullEngineRun(Scenario.ECDSA, builder -> {});
  private final NullEngineRun resumed = new NullEngineRun(Scenario.RESUME, builder -> {});
  private final NullEngineRun records = new NullEngineRun(Scenario.ECDSA, builder -> {});

  /** A connection counts its records and may not count for ever. */
  @Setup(Level.Iteration)
  public void connect() throws IOException {
    records.connect(RECORD);
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public void fullHandshakePlumbline() throws IOException {
    full.handshake();
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public void resumedHandshakePlumbline() throws IOException {
    resumed.handshake();
  }

  @Benchmark
  public int sealRecordPlumbline() throws IOException {
    return records.seal();
  }

  /** Includes the making of the record by the server's half, a copy of its bytes. */
  @Benchmark
  public int openRecordPlumbline() throws IOException {
    return records.open();
  }
}
