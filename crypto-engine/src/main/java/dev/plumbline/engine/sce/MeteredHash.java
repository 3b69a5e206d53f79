package dev.plumbline.engine.sce;

import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;

/** A hash whose blocks are counted. */
final class MeteredHash implements RunningHash {
  private final RunningHash hash;
  private final OperationMeter meter;
  private int partial;

  MeteredHash(RunningHash hash, OperationMeter meter) {
    this.hash = hash;
    this.meter = meter;
  }

  @Override
  public HashAlgorithm algorithm() {
    return hash.algorithm();
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    int block = hash.algorithm().blockLength();
    meter.count(Operation.HASH, (partial + (long) length) / block);
    partial = (int) ((partial + (long) length) % block);
    hash.update(data, offset, length);
  }

  @Override
  public void peek(byte[] out, int offset) {
    meter.count(Operation.HASH, 1);
    hash.peek(out, offset);
  }

  @Override
  public void reset() {
    partial = 0;
    hash.reset();
  }

  @Override
  public void close() {
    hash.close();
  }
}
