package dev.plumbline.engine.memory;

import dev.plumbline.engine.MemoryRegion;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what a device's memory was used for: bytes now and at most, by purpose, and bytes moved, bounced and lost to
 * ROM.
 */
public final class MemoryMeter {
  private final Map<Purpose, Integer> inUse = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Integer> peak = new EnumMap<>(Purpose.class);
  private int ramInUse;
  private int ramPeak;
  private int romInUse;
  private long bytesMoved;
  private long bytesBounced;
  private long romWritesDropped;
  private long romRead;

  MemoryMeter() {}

  void allocated(MemoryRegion region, Purpose purpose, int length) {
    if (region == MemoryRegion.ROM) {
      romInUse += length;
      return;
    }
    ramInUse += length;
    ramPeak = Math.max(ramPeak, ramInUse);
    int now = inUse.merge(purpose, length, Integer::sum);
    peak.merge(purpose, now, Math::max);
  }

  void released(MemoryRegion region, Purpose purpose, int length) {
    if (region == MemoryRegion.ROM) {
      romInUse -= length;
      return;
    }
    ramInUse -= length;
    inUse.merge(purpose, -length, Integer::sum);
  }

  void moved(int bytes) {
    bytesMoved += bytes;
  }

  void droppedRomWrite() {
    romWritesDropped++;
  }

  void romRead(int bytes) {
    romRead += bytes;
  }

  /** Notes a copy that a memory rule made necessary. */
  public void bounced(int bytes) {
    bytesBounced += bytes;
  }

  /** The most RAM in use at once for each purpose, in bytes. */
  public Map<Purpose, Integer> peakByPurpose() {
    return new EnumMap<>(peak);
  }

  /** The most RAM in use at once, in bytes. */
  public int ramPeak() {
    return ramPeak;
  }

  public int ramInUse() {
    return ramInUse;
  }

  public int romInUse() {
    return romInUse;
  }

  /** Bytes written by running code. */
  public long bytesMoved() {
    return bytesMoved;
  }

  public long bytesBounced() {
    return bytesBounced;
  }

  /** Bytes read from ROM. */
  public long romRead() {
    return romRead;
  }

  /** Bytes that running code tried to write into ROM, in vain. */
  public long romWritesDropped() {
    return romWritesDropped;
  }
}
