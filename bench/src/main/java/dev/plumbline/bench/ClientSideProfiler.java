package dev.plumbline.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.util.SampleBuffer;

/**
 * Hands what the {@linkplain ClientMeter meters} saw to JMH as secondary results: {@code name} in ns, {@code name·B}
 * in bytes.
 */
public final class ClientSideProfiler implements InternalProfiler {
  /** Ends the name of a result that counts bytes. */
  static final String BYTES = "·B";

  @Override
  public String getDescription() {
    return "time and allocation of the client's side alone";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    ClientMeter.all().values().forEach(ClientMeter::clear);
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<Result<?>> results = new ArrayList<>();
    ClientMeter.all().forEach((name, meter) -> add(name, meter, results));
    return results;
  }

  /** Nothing of a meter without samples: it belongs to another benchmark that ran in this JVM before. */
  private static void add(String name, ClientMeter meter, List<Result<?>> results) {
    long[] samples = meter.nanos();
    if (samples.length > 0) {
      SampleBuffer buffer = new SampleBuffer();
      for (long nanos : samples) {
        buffer.add(nanos);
      }
      results.add(new SampleTimeResult(ResultRole.SECONDARY, name, buffer, TimeUnit.NANOSECONDS));
      results.add(new ScalarResult(name + BYTES, meter.medianBytes(), "B/op", AggregationPolicy.AVG));
    }
  }
}
