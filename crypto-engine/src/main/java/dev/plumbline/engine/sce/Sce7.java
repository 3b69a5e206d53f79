package dev.plumbline.engine.sce;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Availability;
import dev.plumbline.engine.device.CostTable;
import dev.plumbline.engine.device.CostTable.Cost;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.OperandGuard;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.RegionSpec;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.spi.Primitives;
import java.util.Map;

/** Makes simulated SCE7 engines. */
public final class Sce7 {
  /** The RAM and code flash of an S5D9, as far as their sizes matter here. */
  private static final RegionSpec RAM = new RegionSpec(MemoryRegion.RAM, 0x1FFE_0000L, 640 * 1024, 4);

  private static final RegionSpec ROM = new RegionSpec(MemoryRegion.ROM, 0, 2 * 1024 * 1024, 4);

  private static final String ESTIMATE = "estimate";

  /** No timing of the SCE7 is published: every figure is an estimate of its order of magnitude. */
  private static final CostTable COSTS =
      new CostTable(
          Map.of(
              Operation.ECDSA_VERIFY, new Cost(20_000, ESTIMATE),
              Operation.ECDSA_SIGN, new Cost(10_000, ESTIMATE),
              Operation.EC_KEY_GENERATION, new Cost(10_000, ESTIMATE),
              Operation.ECDH, new Cost(10_000, ESTIMATE),
              Operation.RSA_PUBLIC, new Cost(5_000, ESTIMATE),
              Operation.RSA_PRIVATE, new Cost(150_000, ESTIMATE),
              Operation.HASH, new Cost(5, ESTIMATE),
              Operation.AES_GCM, new Cost(2, ESTIMATE),
              Operation.RANDOM, new Cost(20, ESTIMATE)));

  private Sce7() {}

  /**
   * One device.
   *
   * @param deviceKeys where the device's private keys are kept
   */
  public static DeviceEngine engine(Sce7Rules rules, Entropy entropy, MemoryRegion deviceKeys) {
    DeviceMemory memory = new DeviceMemory(RAM, ROM, rules.romWrite());
    return engine(rules, new SoftwarePrimitives(entropy, rules.profile()), entropy, deviceKeys, memory);
  }

  /** One device of these parts. */
  static DeviceEngine engine(
      Sce7Rules rules, Primitives arithmetic, Entropy entropy, MemoryRegion deviceKeys, DeviceMemory memory) {
    OperationMeter meter = new OperationMeter();
    StatusRegister statuses = new StatusRegister();
    Sce7Glue glue = new Sce7Glue(rules, arithmetic, memory, meter, statuses, deviceKeys);
    return new DeviceEngine(
        new PrimitiveEngine(glue, entropy), memory, meter, COSTS, statuses, OperandGuard.NONE, Availability.ALWAYS,
        () -> {});
  }
}
