package dev.plumbline.engine.sce;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Availability;
import dev.plumbline.engine.device.BufferRules;
import dev.plumbline.engine.device.CostTable;
import dev.plumbline.engine.device.CostTable.Cost;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.RegionSpec;
import dev.plumbline.engine.memory.RomWrite;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.spi.Primitives;
import java.util.Map;
import java.util.Set;

/** Makes simulated SCE9 engines in protected mode: TLS verbs alone, every key wrapped. */
public final class Sce9 {
  /** The RAM and code flash of an RA6M4, as far as their sizes matter here. */
  private static final RegionSpec RAM = new RegionSpec(MemoryRegion.RAM, 0x2000_0000L, 256 * 1024, WordOrder.WORD);

  private static final RegionSpec ROM = new RegionSpec(MemoryRegion.ROM, 0, 1024 * 1024, WordOrder.WORD);

  private static final DeviceStatus CONFLICT =
      new DeviceStatus("FSP_ERR_CRYPTO_SCE_RESOURCE_CONFLICT", 0x10001, "engine");

  private static final DeviceStatus FAIL = new DeviceStatus("FSP_ERR_CRYPTO_SCE_FAIL", 0x10002, "operand");

  private static final String ESTIMATE = "estimate";

  /** No timing of the SCE9's TLS verbs is published: every figure is an estimate of its order of magnitude. */
  private static final CostTable COSTS =
      new CostTable(
          Map.of(
              Operation.ECDSA_VERIFY, new Cost(10_000, ESTIMATE),
              Operation.ECDSA_SIGN, new Cost(5_000, ESTIMATE),
              Operation.EC_KEY_GENERATION, new Cost(5_000, ESTIMATE),
              Operation.ECDH, new Cost(5_000, ESTIMATE),
              Operation.RSA_PUBLIC, new Cost(3_000, ESTIMATE),
              Operation.RSA_PRIVATE, new Cost(100_000, ESTIMATE),
              Operation.HASH, new Cost(2, ESTIMATE),
              Operation.AES_GCM, new Cost(1, ESTIMATE)));

  private Sce9() {}

  public static DeviceEngine engine(Sce9Rules rules, Entropy entropy) {
    return engine(rules, new SoftwarePrimitives(entropy), entropy, new DeviceMemory(RAM, ROM, RomWrite.DROPPED));
  }

  /** One device of these parts. */
  static DeviceEngine engine(Sce9Rules rules, Primitives arithmetic, Entropy entropy, DeviceMemory memory) {
    OperationMeter meter = new OperationMeter();
    Sce9Primitives inside = new Sce9Primitives(arithmetic, memory, meter);
    BufferRules operands = new BufferRules(WordOrder.WORD, Set.of(MemoryRegion.RAM), false, rules.operands());
    return new DeviceEngine(
        new PrimitiveEngine(inside, entropy),
        memory,
        meter,
        COSTS,
        new StatusRegister(),
        operands.guard(memory, FAIL),
        rules.busyEvery() == 0 ? Availability.ALWAYS : Availability.busyEvery(rules.busyEvery(), CONFLICT),
        () -> {});
  }
}
