package dev.plumbline.engine.sce;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;

/**
 * The glue's scratch for one RSA operation: exponent ‖ modulus ‖ input, copied together from wherever they lie and
 * brought into the engine's word order there, so that no operand of the caller's is written to; and the output.
 */
final class Sce7RsaScratch implements AutoCloseable {
  private final Sce7Rules rules;
  private final int exponent;
  private final int modulus;
  private final Allocation operands;
  private final Allocation output;

  /**
   * Reserves it.
   *
   * @param exponent bytes of the exponent
   * @param modulus bytes of the modulus
   */
  Sce7RsaScratch(Sce7Rules rules, DeviceMemory memory, int exponent, int modulus) throws MemoryFault {
    this.rules = rules;
    this.exponent = exponent;
    this.modulus = modulus;
    this.operands = memory.allocate(MemoryRegion.RAM, exponent + 2 * modulus, Purpose.SCRATCH);
    try {
      this.output = memory.allocate(MemoryRegion.RAM, modulus, Purpose.SCRATCH);
    } catch (MemoryFault e) {
      operands.close();
      throw e;
    }
  }

  /** Copies exponent and modulus, which are {@code key} together, and the input; then prepares all of it. */
  void fill(byte[] key, byte[] input) throws MemoryFault {
    operands.store(0, key, 0, exponent + modulus);
    operands.store(exponent + modulus, input, 0, modulus);
    if (rules.endian() == WordOrder.BIG) {
      WordOrder.swapInPlace(operands, 0, operands.length());
    }
  }

  /** What the engine reads as the exponent. */
  byte[] exponent() {
    return rules.endian().fetch(operands, 0, exponent);
  }

  /** What the engine reads as the modulus. */
  byte[] modulus() {
    return rules.endian().fetch(operands, exponent, modulus);
  }

  /** What the engine reads as the input. */
  byte[] input() {
    return rules.endian().fetch(operands, exponent + modulus, modulus);
  }

  /** What the engine leaves as the result. */
  void deliver(byte[] result) throws MemoryFault {
    rules.endian().deliver(result, output, 0);
  }

  /** The result as the stack sees it: reversed where it lies, unless the glue forgets that. */
  byte[] result(boolean forgotten) throws MemoryFault {
    if (rules.endian() == WordOrder.BIG && !forgotten) {
      WordOrder.swapInPlace(output, 0, modulus);
    }
    return output.load();
  }

  @Override
  public void close() {
    output.close();
    operands.close();
  }
}
