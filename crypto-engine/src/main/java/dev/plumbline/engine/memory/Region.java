package dev.plumbline.engine.memory;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of one region and a first-fit allocator over them. The backing array grows with use, up to the region's
 * size.
 */
final class Region {
  private final RegionSpec spec;
  /** Start of each reservation, and where it ends. */
  private final TreeMap<Integer, Integer> reserved = new TreeMap<>();

  private byte[] bytes = new byte[256];

  Region(RegionSpec spec) {
    this.spec = spec;
  }

  RegionSpec spec() {
    return spec;
  }

  int reserve(int length) throws MemoryFault {
    int start = 0;
    for (Map.Entry<Integer, Integer> taken : reserved.entrySet()) {
      if (taken.getKey() - start >= Math.max(length, 1)) {
        break;
      }
      start = align(taken.getValue());
    }
    if (length > spec.size() - start) {
      throw new MemoryFault(
          MemoryFault.Kind.EXHAUSTED,
          length + " bytes do not fit into " + spec.kind() + ": " + (spec.size() - start) + " of " + spec.size()
              + " are free");
    }
    int end = start + Math.max(length, 1);
    reserved.put(start, end);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(spec.size(), Math.max(end, bytes.length * 2)));
    }
    return start;
  }

  /** Gives a reservation back, overwritten. */
  void free(int start) {
    Integer end = reserved.remove(start);
    if (end == null) {
      throw new IllegalStateException("memory released twice");
    }
    Arrays.fill(bytes, start, Math.min(end, bytes.length), (byte) 0);
  }

  byte get(int index) {
    return bytes[index];
  }

  void put(int index, byte value) {
    bytes[index] = value;
  }

  void copyIn(int index, byte[] from, int offset, int length) {
    System.arraycopy(from, offset, bytes, index, length);
  }

  void copyOut(int index, byte[] to, int offset, int length) {
    System.arraycopy(bytes, index, to, offset, length);
  }

  private int align(int index) {
    return (index + spec.alignment() - 1) & -spec.alignment();
  }
}
