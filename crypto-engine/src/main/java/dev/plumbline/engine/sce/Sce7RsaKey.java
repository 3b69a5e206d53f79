package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.Primitives;

/** An RSA key: the glue copies exponent, modulus and input into its scratch, so where they lie does not matter. */
final class Sce7RsaKey implements Primitives.PublicKey {
  private static final int EXPONENT = 4;

  private final Sce7Device device;
  private final Primitives.PublicKey key;
  private final int bits;

  Sce7RsaKey(Sce7Device device, Primitives.PublicKey key, int bits) {
    this.device = device;
    this.key = key;
    this.bits = bits;
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  /** The engine's return code is dropped: whatever goes wrong shows as a signature that does not match. */
  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
    requireSize();
    int scratch = EXPONENT + 2 * (bits + Byte.SIZE - 1) / Byte.SIZE;
    try (Allocation copied = device.memory().allocate(MemoryRegion.RAM, scratch, Purpose.SCRATCH)) {
      copied.store(signature.array(), signature.offset(), Math.min(signature.length(), copied.length()));
      device.meter().count(Operation.RSA_PUBLIC, 1);
      return key.verify(scheme, digest, signature);
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  @Override
  public byte[] encrypt(byte[] message) throws EngineException {
    requireSize();
    device.meter().count(Operation.RSA_PUBLIC, 1);
    return key.encrypt(message);
  }

  private void requireSize() throws EngineException {
    if (!device.rules().rsaHardwareBits().contains(bits) && !device.rules().rsaSoftwareBits().contains(bits)) {
      throw new EngineException(
          EngineException.Kind.UNSUPPORTED,
          "the glue has no RSA of " + bits + " bits",
          new DeviceStatus("unsupported modulus", 1, "RSA"),
          null);
    }
  }

  @Override
  public void close() {
    key.close();
  }
}
