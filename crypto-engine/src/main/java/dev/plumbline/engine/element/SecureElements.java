package dev.plumbline.engine.element;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Availability;
import dev.plumbline.engine.device.CostTable;
import dev.plumbline.engine.device.CostTable.Cost;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperandGuard;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.RegionSpec;
import dev.plumbline.engine.memory.RomWrite;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.spi.Primitives;
import java.util.Map;

/** Makes engines that sign with a simulated secure element. */
public final class SecureElements {
  /** The RAM and flash of a SAMD21, on whose boards the element usually sits. */
  private static final RegionSpec RAM = new RegionSpec(MemoryRegion.RAM, 0x2000_0000L, 32 * 1024, 4);

  private static final RegionSpec ROM = new RegionSpec(MemoryRegion.ROM, 0, 256 * 1024, 4);

  private static final String DRIVER = "ArduinoECCX08 driver (81c5999): wait after the command";

  private static final CostTable COSTS =
      new CostTable(
          Map.of(
              Operation.ECDSA_VERIFY, new Cost(72_000, DRIVER),
              Operation.EC_KEY_GENERATION, new Cost(115_000, DRIVER),
              Operation.RANDOM, new Cost(23_000, DRIVER),
              Operation.HASH, new Cost(9_000, DRIVER),
              Operation.ECDSA_SIGN, new Cost(70_000, "estimate")));

  private SecureElements() {}

  public static DeviceEngine engine(ElementRules rules, Entropy entropy) {
    return engine(rules, new SoftwarePrimitives(entropy), entropy);
  }

  /** One device of these parts. */
  static DeviceEngine engine(ElementRules rules, Primitives software, Entropy entropy) {
    OperationMeter meter = new OperationMeter();
    SecureElement element = new SecureElement(software, meter);
    if (rules.configuration() == ElementRules.Configuration.LOCKED) {
      element.lockConfiguration();
    }
    return new DeviceEngine(
        new PrimitiveEngine(new ElementPrimitives(rules, software, element), entropy),
        new DeviceMemory(RAM, ROM, RomWrite.DROPPED),
        meter,
        COSTS,
        new StatusRegister(),
        OperandGuard.NONE,
        Availability.ALWAYS,
        element);
  }
}
