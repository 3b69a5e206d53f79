package dev.plumbline.engine.memory;

import dev.plumbline.engine.MemoryRegion;
import java.util.Objects;

/** A piece of device memory, by address. Closing it gives it back, overwritten; idempotent. */
public final class Allocation implements AutoCloseable {
  private final DeviceMemory memory;
  private final Region region;
  private final int reservation;
  private final int start;
  private final int length;
  private final Purpose purpose;
  private boolean released;

  Allocation(DeviceMemory memory, Region region, int reservation, int start, int length, Purpose purpose) {
    this.memory = memory;
    this.region = region;
    this.reservation = reservation;
    this.start = start;
    this.length = length;
    this.purpose = purpose;
  }

  public MemoryRegion kind() {
    return region.spec().kind();
  }

  public long address() {
    return region.spec().base() + start;
  }

  public int length() {
    return length;
  }

  public Purpose purpose() {
    return purpose;
  }

  public boolean alignedTo(int alignment) {
    return address() % alignment == 0;
  }

  /** Whether the two share a byte. */
  public boolean overlaps(Allocation other) {
    return region == other.region && start < other.start + other.length && other.start < start + length;
  }

  public byte read(int index) {
    Objects.checkIndex(index, length);
    countRead(1);
    return region.get(start + index);
  }

  /** A write by the running program or its engine: into ROM it is dropped or faults, as the memory was made. */
  public void write(int index, byte value) throws MemoryFault {
    Objects.checkIndex(index, length);
    memory.write(this, index, value);
  }

  /** Copies bytes to the beginning by running code. */
  public void store(byte[] from, int offset, int count) throws MemoryFault {
    store(0, from, offset, count);
  }

  /** Copies bytes to {@code index} by running code: into ROM as {@link #write}, byte for byte. */
  public void store(int index, byte[] from, int offset, int count) throws MemoryFault {
    Objects.checkFromIndexSize(index, count, length);
    memory.write(this, index, from, offset, count);
  }

  /** Puts bytes there before the program runs: what a linker or a programmer does, in RAM and ROM alike. */
  public Allocation burn(byte[] from, int offset, int count) {
    Objects.checkFromIndexSize(0, count, length);
    region.copyIn(start, from, offset, count);
    return this;
  }

  public void load(byte[] to, int offset, int index, int count) {
    Objects.checkFromIndexSize(index, count, length);
    countRead(count);
    region.copyOut(start + index, to, offset, count);
  }

  public byte[] load() {
    byte[] bytes = new byte[length];
    load(bytes, 0, 0, length);
    return bytes;
  }

  private void countRead(int bytes) {
    if (kind() == MemoryRegion.ROM) {
      memory.meter().romRead(bytes);
    }
  }

  int start() {
    return start;
  }

  int reservation() {
    return reservation;
  }

  Region region() {
    return region;
  }

  @Override
  public void close() {
    if (!released) {
      released = true;
      memory.release(this);
    }
  }

  @Override
  public String toString() {
    return length + " bytes of " + purpose.title() + " at 0x" + Long.toHexString(address()) + " in " + kind();
  }
}
