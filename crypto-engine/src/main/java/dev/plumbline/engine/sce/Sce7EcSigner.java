package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.math.BigInteger;
import java.util.List;

/** The device's own EC key: the scalar, where it is stored. */
final class Sce7EcSigner implements Primitives.PrivateKey {
  private final NamedGroup curve;
  private final Allocation scalar;
  private final Sce7Device device;
  private final Primitives.PrivateKey checked;

  /**
   * @param region where it is stored
   * @param checked the same key, found to be one; closed if there is no room for the scalar
   */
  Sce7EcSigner(Sce7Device device, MemoryRegion region, EcPrivateKey key, Primitives.PrivateKey checked)
      throws EngineException {
    this.device = device;
    this.curve = key.group();
    this.checked = checked;
    try {
      this.scalar = device.place(region, key.scalar().bytes(), Purpose.DEVICE_KEYS, 0);
    } catch (EngineException e) {
      checked.close();
      throw e;
    }
  }

  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  @Override
  public List<SignatureScheme> schemes() {
    return checked.schemes();
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return checked.isKeyOf(certified);
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
    byte[] zero = new byte[Sce7Hal.field(curve)];
    byte[] fitted = Sce7Device.fitted(digest.copy(), zero.length);
    try (Allocation hash = device.place(MemoryRegion.RAM, fitted, Purpose.SCRATCH, 0);
        Allocation r = device.place(MemoryRegion.RAM, zero, Purpose.SCRATCH, 0);
        Allocation s = device.place(MemoryRegion.RAM, zero, Purpose.SCRATCH, 0)) {
      if (!sign(hash, r, s)) {
        throw new EngineException(
            EngineException.Kind.INTERNAL,
            "the engine does not sign with the words it finds",
            Sce7Device.collapsed("ECDSA sign"),
            null);
      }
      byte[] first = device.rules().endian().fetch(r, 0, zero.length);
      byte[] second = device.rules().endian().fetch(s, 0, zero.length);
      return new EcdsaSignature(new BigInteger(1, first), new BigInteger(1, second)).encode();
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  private boolean sign(Allocation hash, Allocation r, Allocation s) throws EngineException, MemoryFault {
    try (Operands operands = new Operands(device.rules(), device.memory())) {
      return device.hal().eccSign(curve, operands.prepare(scalar), operands.prepare(hash), r, s);
    }
  }

  @Override
  public void close() {
    scalar.close();
    checked.close();
  }
}
