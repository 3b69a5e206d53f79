package dev.plumbline.engine.device;

import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.memory.DeviceMemory;

/** A hash that takes its turn at the device's one engine and memory. */
record GuardedHash(RunningHash hash, DeviceMemory memory) implements RunningHash {
  @Override
  public HashAlgorithm algorithm() {
    return hash.algorithm();
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    synchronized (memory) {
      hash.update(data, offset, length);
    }
  }

  @Override
  public void peek(byte[] out, int offset) {
    synchronized (memory) {
      hash.peek(out, offset);
    }
  }

  @Override
  public void reset() {
    synchronized (memory) {
      hash.reset();
    }
  }

  @Override
  public void close() {
    hash.close();
  }
}
