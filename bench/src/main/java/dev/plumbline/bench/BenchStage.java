package dev.plumbline.bench;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One group of benchmarks, and how long each of them has to warm up and is then measured. Elliptic curves in Java take
 * thousands of handshakes until their time stops falling, so the handshakes have by far the most.
 */
enum BenchStage {
  HANDSHAKES(HandshakeBench.class, ClientSideProfiler.class, 20, 8, 60, 20),
  RECORDS(RecordBench.class, ClientSideProfiler.class, 8, 4, 20, 10),
  NULLENGINE(NullEngineBench.class, GCProfiler.class, 8, 2, 20, 10),
  PRF(PrfBench.class, GCProfiler.class, 2, 2, 10, 10),
  MQTT(MqttBench.class, GCProfiler.class, 2, 2, 10, 10);

  private static final int FULL_FORKS = 3;

  private final Class<?> benchmark;
  private final Class<? extends Profiler> profiler;
  private final int quickWarmupSeconds;
  private final int quickSeconds;
  private final int fullWarmupSeconds;
  private final int fullSeconds;

  BenchStage(
      Class<?> benchmark,
      Class<? extends Profiler> profiler,
      int quickWarmupSeconds,
      int quickSeconds,
      int fullWarmupSeconds,
      int fullSeconds) {
    this.benchmark = benchmark;
    this.profiler = profiler;
    this.quickWarmupSeconds = quickWarmupSeconds;
    this.quickSeconds = quickSeconds;
    this.fullWarmupSeconds = fullWarmupSeconds;
    this.fullSeconds = fullSeconds;
  }

  /** The name as on the command line. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  Class<?> benchmark() {
    return benchmark;
  }

  Options options(boolean full) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName() + "\\.")
            .addProfiler(profiler)
            .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
            .shouldFailOnError(true)
            .forks(full ? FULL_FORKS : 1)
            .warmupIterations(2)
            .warmupTime(half(full ? fullWarmupSeconds : quickWarmupSeconds))
            .measurementIterations(2)
            .measurementTime(half(full ? fullSeconds : quickSeconds));
    return options.build();
  }

  private static TimeValue half(int seconds) {
    return TimeValue.milliseconds(seconds * 500L);
  }
}
