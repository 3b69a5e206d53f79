package dev.plumbline.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Measures the client's part of an exchange, and nothing of the server's that runs between: nanoseconds and bytes
 * allocated on the heap, summed over the calls of one operation, one sample per operation. One meter per contestant
 * and operation.
 *
 * <p>Meters are found by name in a map of the class, because JMH makes the {@link ClientSideProfiler} that reads them
 * by itself. Not thread-safe: all benchmarks here run in one thread.
 */
final class ClientMeter {
  private static final Map<String, ClientMeter> METERS = new ConcurrentSkipListMap<>();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long[] nanos = new long[1 << 12];
  private long[] bytes = new long[1 << 12];
  private int samples;
  private long nanosSoFar;
  private long bytesSoFar;
  private long bytesAtStart;
  private long nanosAtStart;

  /** The meter of that name, a new one if there was none. */
  static ClientMeter named(String name) {
    return METERS.computeIfAbsent(name, n -> new ClientMeter());
  }

  static Map<String, ClientMeter> all() {
    return METERS;
  }

  /** The client begins to work. */
  void start() {
    bytesAtStart = THREADS.getCurrentThreadAllocatedBytes();
    nanosAtStart = System.nanoTime();
  }

  /** The client has stopped working, for now. */
  void stop() {
    nanosSoFar += System.nanoTime() - nanosAtStart;
    bytesSoFar += THREADS.getCurrentThreadAllocatedBytes() - bytesAtStart;
  }

  /** The operation is over: what was summed becomes a sample. */
  void sample() {
    if (samples == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * samples);
      bytes = Arrays.copyOf(bytes, 2 * samples);
    }
    nanos[samples] = nanosSoFar;
    bytes[samples] = bytesSoFar;
    samples++;
    nanosSoFar = 0;
    bytesSoFar = 0;
  }

  /** Forgets every sample. */
  void clear() {
    samples = 0;
  }

  /** Nanoseconds of each operation since the last clear. */
  long[] nanos() {
    return Arrays.copyOf(nanos, samples);
  }

  /** The median of the bytes allocated per operation; 0 without samples. */
  long medianBytes() {
    long[] sorted = Arrays.copyOf(bytes, samples);
    Arrays.sort(sorted);
    return samples == 0 ? 0 : sorted[samples / 2];
  }
}
