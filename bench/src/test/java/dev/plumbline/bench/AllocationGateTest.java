package dev.plumbline.bench;


import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.plumbline.bench.peer.Scenario;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.trace.TraceSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Does our own code stay within its bytes? On the null engine, so that what is counted is the state machine's; in
 * bytes, so that a busy machine does not matter; the least of many batches, so that neither does what the JVM
 * allocates while it compiles.
 */
class AllocationGateTest {
  /** Bytes of a full handshake; 16 KB of them are the receive buffer. Raise it only with a reason in the commit. */
  private static final long FULL_HANDSHAKE = 48_500;

  /** Bytes of a resumed handshake; 16 KB of them are the receive buffer. */
  private static final long RESUMED_HANDSHAKE = 37_500;

  private static final int RECORD = 256;
  private static final int BATCH = 20;
  private static final int BATCHES = 3_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Ways to be without a trace. */
  enum NoTrace {
    BY_DEFAULT(builder -> {}),
    EXPLICIT(builder -> builder.trace(TraceSink.NONE));

    private final Consumer<TlsClientConfig.Builder> adjustment;

    NoTrace(Consumer<TlsClientConfig.Builder> adjustment) {
      this.adjustment = adjustment;
    }
  }

  private interface Operation {
    void run() throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aFullHandshakeStaysUnderItsCeiling(NoTrace trace) throws IOException {
    NullEngineRun run = new NullEngineRun(Scenario.ECDSA, trace.adjustment);

    assertWithin(FULL_HANDSHAKE, run::handshake);
  }

  @ParameterizedTest
  @EnumSource
  void aResumedHandshakeStaysUnderItsCeiling(NoTrace trace) throws IOException {
    NullEngineRun run = new NullEngineRun(Scenario.RESUME, trace.adjustment);

    assertWithin(RESUMED_HANDSHAKE, run::handshake);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordSentAllocatesNothing(NoTrace trace) throws IOException {
    NullEngineRun run = new NullEngineRun(Scenario.ECDSA, trace.adjustment);
    run.connect(RECORD);

    assertWithin(0, run::seal);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordReceivedAllocatesNothing(NoTrace trace) throws IOException {
    NullEngineRun run = new NullEngineRun(Scenario.ECDSA, trace.adjustment);
    run.connect(RECORD);

    assertWithin(0, run::open);
  }

  /** A gate that nothing can fail would be no gate. */
  @Test
  void anAllocationIsSeen() {
    byte[][] kept = new byte[1][];

    assertThrows(AssertionError.class, () -> assertWithin(0, () -> kept[0] = new byte[1]));
  }

  /**
   * Runs until a batch stays within the ceiling; fails if none does in many more than it takes the JVM to compile it
   * all.
   */
  private static void assertWithin(long ceiling, Operation operation) throws IOException {
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES && least > ceiling * BATCH; batch++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < BATCH; i++) {
        operation.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    long each = least / BATCH;
    assertTrue(least <= ceiling * BATCH, () -> each + " bytes each time, where " + ceiling + " is the ceiling");
  }
}
