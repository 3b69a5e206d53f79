package dev.plumbline.engine.sce;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.spi.Primitives;

/**
 * AES-GCM as the glue drives it: whole blocks are swapped where they lie in the packet buffer, what is left of the last
 * block goes through a copy, and the key lies in the context in the engine's word order. The packet buffer is RAM, so
 * nothing is lost here.
 */
final class Sce7Gcm implements Primitives.Aead {
  private static final int BLOCK = 16;

  private final Sce7Rules rules;
  private final DeviceMemory memory;
  private final OperationMeter meter;
  private final Primitives.Aead arithmetic;
  private final Allocation context;

  Sce7Gcm(
      Sce7Rules rules,
      DeviceMemory memory,
      OperationMeter meter,
      Primitives.Aead arithmetic,
      byte[] key,
      int offset,
      int length)
      throws EngineException {
    this.rules = rules;
    this.memory = memory;
    this.meter = meter;
    this.arithmetic = arithmetic;
    try {
      context = memory.allocate(MemoryRegion.RAM, length, Purpose.KEY_SCHEDULE).burn(key, offset, length);
      if (rules.endian() == WordOrder.BIG) {
        WordOrder.swapInPlace(context, 0, length);
      }
    } catch (MemoryFault e) {
      arithmetic.close();
      throw Sce7Device.failure(e);
    }
  }

  @Override
  public void seal(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
      throws EngineException {
    try (Allocation data = packet(in, inOffset, length)) {
      byte[] seen = throughTheWords(data, length);
      arithmetic.seal(nonce, aad, seen, 0, length, out, outOffset);
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  @Override
  public boolean open(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
      throws EngineException {
    try (Allocation data = packet(in, inOffset, length)) {
      byte[] seen = throughTheWords(data, length);
      byte[] protectedData = new byte[length + TAG_LENGTH];
      System.arraycopy(seen, 0, protectedData, 0, length);
      System.arraycopy(in, inOffset + length, protectedData, length, TAG_LENGTH);
      return arithmetic.open(nonce, aad, protectedData, 0, length, out, outOffset);
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  private Allocation packet(byte[] in, int offset, int length) throws MemoryFault {
    meter.count(Operation.AES_GCM, (length + BLOCK - 1) / BLOCK);
    return memory.allocate(MemoryRegion.RAM, length, Purpose.SCRATCH).burn(in, offset, length);
  }

  /** What the engine sees of the data: the whole blocks swapped in place, the rest from a prepared copy. */
  private byte[] throughTheWords(Allocation data, int length) throws MemoryFault {
    int whole = length / BLOCK * BLOCK;
    byte[] seen = new byte[length];
    if (rules.endian() == WordOrder.BIG) {
      WordOrder.swapInPlace(data, 0, whole);
    }
    System.arraycopy(rules.endian().fetch(data, 0, whole), 0, seen, 0, whole);
    data.load(seen, whole, whole, length - whole);
    return seen;
  }

  @Override
  public void close() {
    context.close();
    arithmetic.close();
  }
}
