package dev.plumbline.engine.sce;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;
import java.util.Arrays;

/**
 * SHA-256 as a driver runs it on the engine: data gathers in a buffer of one block in the context, which is brought
 * into the engine's word order when it is full. A second context is there for reading the hash without ending it, as
 * the stack copies the first for Finished. All of it is RAM of the driver's own, so data in ROM does no harm.
 */
final class SceHash implements RunningHash {
  private static final int LENGTH_BYTES = 8;
  private static final byte PAD = (byte) 0x80;

  private final ShaUnit unit;
  private final Context running;
  private final Context copy;
  private long total;

  private record Context(Allocation state, Allocation buffer) {
    static Context in(DeviceMemory memory) throws MemoryFault {
      Allocation state = memory.allocate(MemoryRegion.RAM, ShaUnit.STATE, Purpose.HASHES);
      try {
        return new Context(state, memory.allocate(MemoryRegion.RAM, ShaUnit.BLOCK, Purpose.HASHES));
      } catch (MemoryFault e) {
        state.close();
        throw e;
      }
    }

    void close() {
      state.close();
      buffer.close();
    }
  }

  SceHash(ShaUnit unit, DeviceMemory memory) throws EngineException {
    this.unit = unit;
    Context first = null;
    try {
      first = Context.in(memory);
      copy = Context.in(memory);
      running = first;
      unit.begin(running.state);
    } catch (MemoryFault e) {
      if (first != null) {
        first.close();
      }
      throw Sce7Device.failure(e);
    }
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.SHA256;
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    inRam(
        () -> {
          for (int done = 0; done < length; ) {
            int at = (int) (total % ShaUnit.BLOCK);
            int count = Math.min(ShaUnit.BLOCK - at, length - done);
            running.buffer.store(at, data, offset + done, count);
            total += count;
            done += count;
            if (at + count == ShaUnit.BLOCK) {
              process(running);
            }
          }
        });
  }

  @Override
  public void peek(byte[] out, int offset) {
    inRam(
        () -> {
          byte[] last = Arrays.copyOf(running.buffer.load(), ShaUnit.BLOCK);
          int at = (int) (total % ShaUnit.BLOCK);
          copy.state.store(0, running.state.load(), 0, ShaUnit.STATE);
          last[at] = PAD;
          Arrays.fill(last, at + 1, last.length, (byte) 0);
          if (at >= ShaUnit.BLOCK - LENGTH_BYTES) {
            copy.buffer.store(0, last, 0, last.length);
            process(copy);
            Arrays.fill(last, (byte) 0);
          }
          for (int i = 0; i < LENGTH_BYTES; i++) {
            last[ShaUnit.BLOCK - 1 - i] = (byte) (total * Byte.SIZE >>> Byte.SIZE * i);
          }
          copy.buffer.store(0, last, 0, last.length);
          process(copy);
        });
    System.arraycopy(unit.digest(copy.state), 0, out, offset, ShaUnit.STATE);
  }

  @Override
  public void reset() {
    total = 0;
    inRam(() -> unit.begin(running.state));
  }

  /** Under BIG the block is swapped where it lies; nobody needs it afterwards, so it stays swapped. */
  private void process(Context context) throws MemoryFault {
    if (unit.order() == WordOrder.BIG) {
      WordOrder.swapInPlace(context.buffer, 0, ShaUnit.BLOCK);
    }
    unit.block(context.state, context.buffer);
  }

  /** Something that writes into RAM only, which never faults. */
  private interface RamWrites {
    void run() throws MemoryFault;
  }

  private static void inRam(RamWrites writes) {
    try {
      writes.run();
    } catch (MemoryFault e) {
      throw new IllegalStateException("a hash's own RAM faults", e);
    }
  }

  @Override
  public void close() {
    running.close();
    copy.close();
  }
}
