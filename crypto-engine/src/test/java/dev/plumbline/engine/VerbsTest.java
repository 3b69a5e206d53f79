package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.spi.FailingPrimitives;
import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All verbs in the order of a handshake, in good and in bad times. */
@ParameterizedClass
@MethodSource("dev.plumbline.engine.EngineCases#all")
class VerbsTest {
  private static final int SEED = 5;

  private final EngineCase with;

  VerbsTest(EngineCase with) {
    this.with = with;
  }

  @ParameterizedTest
  @CsvSource({
    "SECP256R1, EC_P256, EC_P256",
    "SECP384R1, EC_P384, EC_P384",
    "X25519, RSA_2048, RSA_2048",
    ", RSA_2048, EC_P256",
  })
  void handshakeLeavesNoHandleOpenAndIsThatOfSoftware(NamedGroup group, TestKeys server, TestKeys device)
      throws Exception {
    try (LeakCheckingEngine engine = new LeakCheckingEngine(with.engine(PinnedEntropy.seeded(SEED)))) {
      String seen = new Flow(engine, group, server, device).run();
      assertEquals(List.of(), engine.leaks());
      assertEquals(List.of(), engine.misuses());
      assertTrue(seen.contains("own key 01"), seen);
      try (CryptoEngine other = Engines.software(PinnedEntropy.seeded(SEED))) {
        assertEquals(seen, new Flow(other, group, server, device).run());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"SECP256R1, EC_P256", "X25519, RSA_2048", ", RSA_2048"})
  void busyAtAnyPrimitiveCostsAnotherCallAndNothingElse(NamedGroup group, TestKeys key) throws Exception {
    FailingPrimitives untouched = FailingPrimitives.at(0, EngineException.Kind.BUSY);
    String expected = new Flow(engine(untouched), group, key, key).run();
    assertTrue(untouched.calls() > 20, "calls: " + untouched.calls());
    for (int call = 1; call <= untouched.calls(); call++) {
      FailingPrimitives busy = FailingPrimitives.at(call, EngineException.Kind.BUSY);
      String seen = new Flow(engine(busy), group, key, key).run();
      assertEquals(names(expected), names(seen), "busy at call " + call);
      assertTrue(group == null || expected.equals(seen), "busy at call " + call);
      assertEquals(0, busy.open(), "busy at call " + call);
    }
  }

  @ParameterizedTest
  @CsvSource({"SECP256R1, EC_P256", ", RSA_2048"})
  void failureAtAnyPrimitiveLeavesNothingOpen(NamedGroup group, TestKeys key) throws Exception {
    FailingPrimitives untouched = FailingPrimitives.at(0, EngineException.Kind.INTERNAL);
    new Flow(engine(untouched), group, key, key).run();
    assertEquals(0, untouched.open());
    for (int call = 1; call <= untouched.calls(); call++) {
      FailingPrimitives failing = FailingPrimitives.at(call, EngineException.Kind.INTERNAL);
      LeakCheckingEngine engine = new LeakCheckingEngine(engine(failing));
      EngineException thrown =
          assertThrows(EngineException.class, () -> new Flow(engine, group, key, key).run());
      assertEquals(EngineException.Kind.INTERNAL, thrown.kind());
      assertEquals(0, failing.open(), thrown.getMessage());
      assertEquals(List.of(), engine.leaks(), thrown.getMessage());
    }
  }

  @Test
  void oneEngineServesManyThreads() throws Exception {
    CryptoEngine shared = with.engine();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> flows = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        flows.add(() -> new Flow(shared, NamedGroup.SECP256R1, TestKeys.EC_P256, TestKeys.EC_P384).run());
      }
      for (Future<String> flow : pool.invokeAll(flows)) {
        assertTrue(flow.get().contains("own key 01"));
      }
    } finally {
      pool.shutdown();
    }
  }

  private CryptoEngine engine(FailingPrimitives failing) {
    PinnedEntropy entropy = PinnedEntropy.seeded(SEED);
    return new PrimitiveEngine(failing.around(with.primitives(entropy)), entropy);
  }

  /** A repeated RSA key transport draws a new secret, so its values differ; others must not. */
  private static String names(String seen) {
    return seen.replaceAll("(?m) [0-9a-f]+$", "");
  }
}
