package dev.plumbline.engine.device;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import java.util.Set;

/**
 * What an engine demands of its operands, as data, and what happens when an operand does not obey. An array is taken to
 * begin at an aligned address, so an operand's offset in it is its alignment.
 *
 * @param alignment what addresses must be a multiple of, in bytes
 * @param readableFrom the regions that the engine can read
 * @param overlapAllowed whether an output may lie over its input
 * @param onViolation what a breach does
 */
public record BufferRules(
    int alignment, Set<MemoryRegion> readableFrom, boolean overlapAllowed, OnViolation onViolation) {

  /** What a breach of the rules does. */
  public enum OnViolation {
    /** The engine fails, as silicon would. */
    STRICT,
    /** The port copies the operand first; the bytes are counted. */
    BOUNCE
  }

  public BufferRules {
    readableFrom = Set.copyOf(readableFrom);
  }

  /** These rules at work on one device's memory. */
  public OperandGuard guard(DeviceMemory memory, DeviceStatus refusal) {
    return new OperandGuard() {
      @Override
      public CryptoView admit(CryptoView operand) throws EngineException {
        if (operand.offset() % alignment == 0 && readableFrom.contains(operand.region())) {
          return operand;
        }
        if (onViolation == OnViolation.STRICT) {
          throw refused(
              "an operand of " + operand.length() + " bytes at offset " + operand.offset() + " in " + operand.region()
                  + " breaks the engine's rules: it reads " + readableFrom + " at multiples of " + alignment);
        }
        return copyInto(memory, operand);
      }

      @Override
      public void requireApart(CryptoView input, CryptoView output) throws EngineException {
        boolean apart =
            input.array() != output.array()
                || input.offset() + input.length() <= output.offset()
                || output.offset() + output.length() <= input.offset();
        if (apart || overlapAllowed) {
          return;
        }
        if (onViolation == OnViolation.STRICT) {
          throw refused("the engine's input and output overlap");
        }
        memory.meter().bounced(input.length());
      }

      private EngineException refused(String why) {
        return new EngineException(EngineException.Kind.BAD_BUFFER, why, refusal, null);
      }
    };
  }

  private static CryptoView copyInto(DeviceMemory memory, CryptoView operand) throws EngineException {
    try (Allocation copy = memory.allocate(MemoryRegion.RAM, operand.length(), Purpose.SCRATCH)) {
      copy.store(operand.array(), operand.offset(), operand.length());
      memory.meter().bounced(operand.length());
      return CryptoView.of(copy.load());
    } catch (MemoryFault e) {
      throw new EngineException(EngineException.Kind.BAD_BUFFER, e.getMessage(), e);
    }
  }
}
