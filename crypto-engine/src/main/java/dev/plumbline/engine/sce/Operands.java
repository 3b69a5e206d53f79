package dev.plumbline.engine.sce;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The operands of one call, brought into the engine's word order for its duration. In place this swaps the caller's own
 * memory and swaps it back on close, whatever happened between; where that memory is ROM, both are in vain.
 */
final class Operands implements AutoCloseable {
  private final Sce7Rules rules;
  private final DeviceMemory memory;
  private final List<Allocation> swapped = new ArrayList<>();
  private final List<Allocation> copies = new ArrayList<>();

  Operands(Sce7Rules rules, DeviceMemory memory) {
    this.rules = rules;
    this.memory = memory;
  }

  /** What to hand to the engine for {@code operand}: itself, or its copy. */
  Allocation prepare(Allocation operand) throws MemoryFault {
    if (rules.alignment() == Sce7Rules.Alignment.FAULTS && !operand.alignedTo(WordOrder.WORD)) {
      throw new MemoryFault(MemoryFault.Kind.MISALIGNED, operand + " is not word-aligned");
    }
    if (rules.endian() == WordOrder.LITTLE) {
      return operand;
    }
    Allocation prepared = rules.swap() == Sce7Rules.Swap.IN_PLACE ? operand : copyOf(operand);
    if (prepared == operand) {
      swapped.add(operand);
    }
    WordOrder.swapInPlace(prepared, 0, prepared.length());
    return prepared;
  }

  private Allocation copyOf(Allocation operand) throws MemoryFault {
    Allocation copy = memory.allocate(MemoryRegion.RAM, operand.length(), Purpose.SCRATCH);
    copies.add(copy);
    copy.store(operand.load(), 0, operand.length());
    memory.meter().bounced(operand.length());
    return copy;
  }

  /** Restores what was swapped in place. */
  @Override
  public void close() throws MemoryFault {
    copies.forEach(Allocation::close);
    for (Allocation operand : swapped) {
      WordOrder.swapInPlace(operand, 0, operand.length());
    }
  }
}
