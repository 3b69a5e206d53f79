package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.element.ElementDevices;
import dev.plumbline.engine.element.ElementRules;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.sce.Sce9Rules;
import dev.plumbline.engine.sce.SceDevices;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.FailingPrimitives;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Simulated devices whose silicon is busy or broken at each of its operations in turn, or whose RAM is too small: below
 * the driver, where operands lie in device memory and must be given back whatever happens.
 */
class DeviceFailureTest {
  private static final long SEED = 11;
  private static final int PLENTY = 1 << 16;

  /** Makes a device of that arithmetic and that much RAM. */
  interface Maker {
    DeviceEngine make(Primitives arithmetic, Entropy entropy, int ramBytes);
  }

  record Device(String name, EngineProfile limits, Maker maker) {
    DeviceEngine make(FailingPrimitives failing, int ramBytes) {
      PinnedEntropy entropy = PinnedEntropy.seeded(SEED);
      Primitives arithmetic =
          limits == null ? new SoftwarePrimitives(entropy) : new SoftwarePrimitives(entropy, limits);
      return maker.make(failing.around(arithmetic), entropy, ramBytes);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Device> sces() {
    return Stream.of(
        sce7("endian", "big"), sce7("endian", "little"), sce7("swap", "copy"),
        new Device(
            "sce9", null, (arithmetic, entropy, ram) -> SceDevices.sce9(Sce9Rules.PORTED, arithmetic, entropy, ram)));
  }

  static Stream<Device> all() {
    return Stream.concat(sces(), Stream.of(element("software"), element("element")));
  }

  private static Device sce7(String name, String value) {
    Sce7Rules rules = Sce7Rules.SSP_2_X.with(name, value);
    return new Device(
        "sce7 " + name + "=" + value,
        rules.profile(),
        (arithmetic, entropy, ram) -> SceDevices.sce7(rules, arithmetic, entropy, ram));
  }

  private static Device element(String verify) {
    ElementRules rules = ElementRules.USUAL.with("verify", verify);
    return new Device(
        "secure-element verify=" + verify,
        null,
        (arithmetic, entropy, ram) -> ElementDevices.element(rules, arithmetic, entropy));
  }

  @ParameterizedTest
  @MethodSource("all")
  void busyAtAnyOperationCostsAnotherCallAndNothingElse(Device device) throws Exception {
    FailingPrimitives untouched = FailingPrimitives.at(0, EngineException.Kind.BUSY);
    String expected = run(device.make(untouched, PLENTY));
    assertTrue(untouched.calls() > 10, "calls: " + untouched.calls());
    for (int call = 1; call <= untouched.calls(); call++) {
      FailingPrimitives busy = FailingPrimitives.at(call, EngineException.Kind.BUSY);
      assertEquals(expected, run(device.make(busy, PLENTY)), "busy at call " + call);
      assertEquals(0, busy.open(), "busy at call " + call);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void failureAtAnyOperationLeavesNoHandleAndNoByteBehind(Device device) throws Exception {
    FailingPrimitives untouched = FailingPrimitives.at(0, EngineException.Kind.INTERNAL);
    run(device.make(untouched, PLENTY));
    assertEquals(0, untouched.open());
    for (int call = 1; call <= untouched.calls(); call++) {
      FailingPrimitives failing = FailingPrimitives.at(call, EngineException.Kind.INTERNAL);
      EngineException thrown =
          assertThrows(EngineException.class, () -> run(device.make(failing, PLENTY)), "call " + call);
      assertEquals(EngineException.Kind.INTERNAL, thrown.kind(), thrown.getMessage());
      assertEquals(0, failing.open(), thrown.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("sces")
  void tooLittleRamIsABadBufferWhereverItRunsOut(Device device) throws Exception {
    FailingPrimitives untouched = FailingPrimitives.at(0, EngineException.Kind.INTERNAL);
    DeviceEngine roomy = device.make(untouched, PLENTY);
    run(roomy);
    int enough = roomy.memory().meter().ramPeak();
    assertTrue(enough > 0);
    for (int ram = 4; ram < enough; ram += 4) {
      FailingPrimitives counted = FailingPrimitives.at(0, EngineException.Kind.INTERNAL);
      DeviceEngine tight = device.make(counted, ram);
      EngineException thrown = assertThrows(EngineException.class, () -> run(tight), ram + " bytes");
      assertEquals(EngineException.Kind.BAD_BUFFER, thrown.kind());
      assertEquals(0, counted.open(), ram + " bytes");
    }
  }

  /** One handshake's verbs; fails if a handle, or a byte of device RAM, is not given back. */
  private static String run(DeviceEngine device) throws PeerRejected, EngineException {
    try (LeakCheckingEngine engine = new LeakCheckingEngine(device)) {
      String seen;
      try {
        seen = new Flow(engine, NamedGroup.SECP256R1, TestKeys.EC_P256, TestKeys.EC_P256).run();
      } finally {
        assertEquals(List.of(), engine.leaks());
        assertEquals(List.of(), engine.misuses());
        assertEquals(0, device.memory().meter().ramInUse(), "RAM in use");
      }
      return seen;
    }
  }
}
