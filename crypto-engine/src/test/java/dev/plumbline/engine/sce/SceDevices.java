package dev.plumbline.engine.sce;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.RegionSpec;
import dev.plumbline.engine.memory.RomWrite;
import dev.plumbline.engine.spi.Primitives;

/** Simulated Renesas engines with a RAM of any size, and with arithmetic that a test has its hands on. */
public final class SceDevices {
  private static final int ROM_BYTES = 1 << 16;

  private SceDevices() {}

  public static DeviceEngine sce7(Sce7Rules rules, Primitives arithmetic, Entropy entropy, int ramBytes) {
    return Sce7.engine(rules, arithmetic, entropy, MemoryRegion.RAM, memory(ramBytes));
  }

  public static DeviceEngine sce9(Sce9Rules rules, Primitives arithmetic, Entropy entropy, int ramBytes) {
    return Sce9.engine(rules, arithmetic, entropy, memory(ramBytes));
  }

  private static DeviceMemory memory(int ramBytes) {
    return new DeviceMemory(
        new RegionSpec(MemoryRegion.RAM, 0x2000_0000L, ramBytes, 4),
        new RegionSpec(MemoryRegion.ROM, 0, ROM_BYTES, 4),
        RomWrite.DROPPED);
  }
}
