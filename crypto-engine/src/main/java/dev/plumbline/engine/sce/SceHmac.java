package dev.plumbline.engine.sce;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.Primitives;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) as the stack makes it of the engine's hash: the padded key lies in RAM, and both pads are
 * hashed anew for each message.
 */
final class SceHmac implements Primitives.Hmac {
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5C;

  private final RunningHash hash;
  private final Allocation key;

  SceHmac(ShaUnit unit, DeviceMemory memory, byte[] secret, int offset, int length) throws EngineException {
    hash = new SceHash(unit, memory);
    byte[] block = new byte[ShaUnit.BLOCK];
    if (length > block.length) {
      hash.update(secret, offset, length);
      hash.peek(block, 0);
    } else {
      System.arraycopy(secret, offset, block, 0, length);
    }
    try {
      key = memory.allocate(MemoryRegion.RAM, block.length, Purpose.KEY_SCHEDULE);
      key.store(0, block, 0, block.length);
    } catch (MemoryFault e) {
      hash.close();
      throw Sce7Device.failure(e);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
    begin(INNER);
  }

  @Override
  public int length() {
    return HashAlgorithm.SHA256.length();
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    hash.update(data, offset, length);
  }

  @Override
  public void finish(byte[] out, int offset) {
    byte[] inner = new byte[length()];
    hash.peek(inner, 0);
    begin(OUTER);
    hash.update(inner, 0, inner.length);
    hash.peek(out, offset);
    Arrays.fill(inner, (byte) 0);
    begin(INNER);
  }

  private void begin(byte pad) {
    byte[] block = key.load();
    for (int i = 0; i < block.length; i++) {
      block[i] ^= pad;
    }
    hash.reset();
    hash.update(block, 0, block.length);
    Arrays.fill(block, (byte) 0);
  }

  @Override
  public void close() {
    hash.close();
    key.close();
  }
}
