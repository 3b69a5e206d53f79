package dev.plumbline.engine.memory;

import dev.plumbline.engine.MemoryRegion;
import java.util.EnumMap;
import java.util.Map;

/**
 * The memory of a simulated device. Operands really live in it as bytes; a write into ROM really is dropped, or faults.
 *
 * <p>Allocation is accounted by purpose, with the peak of each and of the whole of RAM. A device has one: whoever reads
 * and writes holds its monitor. Giving memory back takes it of itself, since a handle may be closed on any thread.
 */
public final class DeviceMemory {
  private final Map<MemoryRegion, Region> regions = new EnumMap<>(MemoryRegion.class);
  private final RomWrite romWrite;
  private final MemoryMeter meter = new MemoryMeter();

  /** A memory of one RAM and one ROM region. */
  public DeviceMemory(RegionSpec ram, RegionSpec rom, RomWrite romWrite) {
    if (ram.kind() != MemoryRegion.RAM || rom.kind() != MemoryRegion.ROM) {
      throw new IllegalArgumentException("one RAM and one ROM region are needed");
    }
    regions.put(MemoryRegion.RAM, new Region(ram));
    regions.put(MemoryRegion.ROM, new Region(rom));
    this.romWrite = romWrite;
  }

  /**
   * Reserves memory that holds zeros. A ROM allocation is filled once with {@link Allocation#burn}, as a programmer's
   * image is.
   *
   * @throws MemoryFault if the region has no room left
   */
  public Allocation allocate(MemoryRegion region, int length, Purpose purpose) throws MemoryFault {
    return allocate(region, length, purpose, 0);
  }

  /**
   * As {@link #allocate(MemoryRegion, int, Purpose)}, {@code skew} bytes past an aligned address: a part of a structure
   * lies where the parts before it leave it.
   */
  public synchronized Allocation allocate(MemoryRegion region, int length, Purpose purpose, int skew)
      throws MemoryFault {
    Region home = regions.get(region);
    int start = home.reserve(length + skew);
    meter.allocated(region, purpose, length);
    return new Allocation(this, home, start, start + skew, length, purpose);
  }

  public MemoryMeter meter() {
    return meter;
  }

  synchronized void release(Allocation allocation) {
    allocation.region().free(allocation.reservation());
    meter.released(allocation.kind(), allocation.purpose(), allocation.length());
  }

  /** The one door for writes after an image was burnt. */
  void write(Allocation allocation, int index, byte[] from, int offset, int count) throws MemoryFault {
    if (allocation.kind() == MemoryRegion.RAM) {
      meter.moved(count);
      allocation.region().copyIn(allocation.start() + index, from, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      write(allocation, index + i, from[offset + i]);
    }
  }

  void write(Allocation allocation, int index, byte value) throws MemoryFault {
    meter.moved(1);
    if (allocation.kind() == MemoryRegion.RAM) {
      allocation.region().put(allocation.start() + index, value);
    } else if (romWrite == RomWrite.FAULTS) {
      throw new MemoryFault(
          MemoryFault.Kind.ROM_WRITE, "a write into ROM at 0x" + Long.toHexString(allocation.address() + index));
    } else {
      meter.droppedRomWrite();
    }
  }
}
