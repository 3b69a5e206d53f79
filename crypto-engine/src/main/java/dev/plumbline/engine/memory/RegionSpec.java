package dev.plumbline.engine.memory;

import dev.plumbline.engine.MemoryRegion;

/**
 * One region of a device's address space, as data.
 *
 * @param kind RAM or ROM
 * @param base its first address
 * @param size its size in bytes
 * @param alignment what its allocator rounds addresses up to, a power of two
 */
public record RegionSpec(MemoryRegion kind, long base, int size, int alignment) {
  public RegionSpec {
    if (size <= 0 || Integer.bitCount(alignment) != 1 || base % alignment != 0) {
      throw new IllegalArgumentException("region of " + size + " bytes at " + base + " aligned to " + alignment);
    }
  }
}
