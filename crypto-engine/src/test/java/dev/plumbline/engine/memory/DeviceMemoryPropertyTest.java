package dev.plumbline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.MemoryRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DeviceMemoryPropertyTest {
  private static final RegionSpec RAM = new RegionSpec(MemoryRegion.RAM, 0x2000_0000L, 4096, 8);
  private static final RegionSpec ROM = new RegionSpec(MemoryRegion.ROM, 0x0000_1000L, 4096, 8);

  @Property(tries = 200)
  void swappingTwiceIsTheIdentityInRam(@ForAll @Size(min = 4, max = 64) byte[] data) throws MemoryFault {
    byte[] words = wholeWords(data);
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.DROPPED);
    try (Allocation operand = memory.allocate(MemoryRegion.RAM, words.length, Purpose.SCRATCH)
        .burn(words, 0, words.length)) {
      WordOrder.swapInPlace(operand, 0, words.length);
      WordOrder.swapInPlace(operand, 0, words.length);
      assertArrayEquals(words, operand.load());
    }
  }

  @Property(tries = 200)
  void anEngineOfEitherOrderSeesTheProtocolBytesOnceADriverHasPreparedThem(@ForAll @Size(min = 4, max = 64) byte[] data)
      throws MemoryFault {
    byte[] words = wholeWords(data);
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.DROPPED);
    Allocation operand = memory.allocate(MemoryRegion.RAM, words.length, Purpose.SCRATCH).burn(words, 0, words.length);
    assertArrayEquals(words, WordOrder.LITTLE.fetch(operand, 0, words.length));
    WordOrder.swapInPlace(operand, 0, words.length);
    assertArrayEquals(words, WordOrder.BIG.fetch(operand, 0, words.length));
    WordOrder.BIG.deliver(words, operand, 0);
    assertArrayEquals(words, WordOrder.BIG.fetch(operand, 0, words.length));
  }

  @Property(tries = 200)
  void romNeverChangesUnderAnySequenceOfWrites(
      @ForAll @Size(min = 4, max = 64) byte[] image, @ForAll List<@IntRange(min = 0, max = 1 << 16) Integer> writes)
      throws MemoryFault {
    byte[] words = wholeWords(image);
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.DROPPED);
    Allocation constant = memory.allocate(MemoryRegion.ROM, words.length, Purpose.TRUST_ANCHORS)
        .burn(words, 0, words.length);
    for (int write : writes) {
      constant.write((write >> 8) % words.length, (byte) write);
    }
    WordOrder.swapInPlace(constant, 0, words.length);
    assertArrayEquals(words, constant.load());
    assertEquals(writes.size() + words.length, memory.meter().romWritesDropped());
  }

  @Property(tries = 200)
  void accountingReturnsToZeroWhateverTheOrderOfReleases(
      @ForAll List<@IntRange(min = 0, max = 80) Integer> lengths, @ForAll long seed) throws MemoryFault {
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.DROPPED);
    List<Allocation> held = new ArrayList<>();
    Purpose[] purposes = Purpose.values();
    int inUse = 0;
    for (int length : lengths.subList(0, Math.min(lengths.size(), 40))) {
      Allocation one = memory.allocate(MemoryRegion.RAM, length, purposes[length % purposes.length], length % 4);
      for (Allocation other : held) {
        assertFalse(length > 0 && other.length() > 0 && one.overlaps(other), one + " overlaps " + other);
      }
      held.add(one);
      inUse += length;
    }
    assertEquals(inUse, memory.meter().ramInUse());
    Collections.shuffle(held, new Random(seed));
    held.forEach(Allocation::close);
    held.forEach(Allocation::close);
    assertEquals(0, memory.meter().ramInUse());
    assertEquals(inUse, memory.meter().ramPeak());
  }

  @Example
  void aDeviceThatFaultsOnRomWritesSaysSo() throws MemoryFault {
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.FAULTS);
    Allocation constant = memory.allocate(MemoryRegion.ROM, 4, Purpose.TRUST_ANCHORS);
    MemoryFault fault = assertThrows(MemoryFault.class, () -> constant.write(0, (byte) 1));
    assertEquals(MemoryFault.Kind.ROM_WRITE, fault.kind());
  }

  @Example
  void aFullRegionIsAFaultAndReleasedMemoryIsUsedAgain() throws MemoryFault {
    DeviceMemory memory = new DeviceMemory(RAM, ROM, RomWrite.DROPPED);
    Allocation whole = memory.allocate(MemoryRegion.RAM, 4096, Purpose.PACKET_BUFFER);
    MemoryFault fault =
        assertThrows(MemoryFault.class, () -> memory.allocate(MemoryRegion.RAM, 1, Purpose.SCRATCH));
    assertEquals(MemoryFault.Kind.EXHAUSTED, fault.kind());
    whole.write(7, (byte) 7);
    whole.close();
    Allocation again = memory.allocate(MemoryRegion.RAM, 4096, Purpose.PACKET_BUFFER);
    assertEquals(0, again.read(7), "released memory is overwritten");
    assertTrue(again.alignedTo(8));
  }

  private static byte[] wholeWords(byte[] data) {
    return Arrays.copyOf(data, data.length / WordOrder.WORD * WordOrder.WORD);
  }
}
