package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated device has one engine and one memory, and may still be shared by connections of many threads. */
class DeviceThreadsTest {
  private static final int THREADS = 4;
  private static final int FLOWS = 40;

  @ParameterizedTest
  @ValueSource(strings = {"sce7:endian=big", "sce7:endian=little", "sce9", "secure-element:verify=element"})
  void oneDeviceServesManyThreadsAndHasItsMemoryBackInTheEnd(String spec) throws Exception {
    DeviceEngine shared = (DeviceEngine) EngineSpec.parse(spec).open(Engines.systemEntropy());
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (shared) {
      List<Callable<String>> flows = new ArrayList<>();
      for (int i = 0; i < FLOWS; i++) {
        flows.add(() -> new Flow(shared, NamedGroup.SECP256R1, TestKeys.EC_P256, TestKeys.EC_P256).run());
      }
      for (Future<String> flow : pool.invokeAll(flows)) {
        assertTrue(flow.get().contains("own key 01"));
      }
      assertEquals(0, shared.memory().meter().ramInUse());
    } finally {
      pool.shutdown();
    }
  }
}
