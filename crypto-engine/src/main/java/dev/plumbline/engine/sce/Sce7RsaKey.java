package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.software.Pkcs1;
import dev.plumbline.engine.spi.Primitives;
import java.security.MessageDigest;

/**
 * An RSA key of a certificate: the glue copies exponent, modulus and input into its scratch, so where they lie does
 * not matter.
 */
final class Sce7RsaKey implements Primitives.PublicKey {
  private final Sce7Device device;
  private final Primitives.PublicKey checked;
  private final Sce7RsaSize size;
  private final boolean shortExponent;
  private final Allocation stored;

  /**
   * @param checked the same key, found to be one; closed if there is no room for it
   */
  Sce7RsaKey(Sce7Device device, PublicKeyInfo.Rsa key, Primitives.PublicKey checked) throws EngineException {
    this.device = device;
    this.checked = checked;
    this.size = new Sce7RsaSize(device.rules(), key.bits());
    this.shortExponent = key.publicExponent().length() <= 2;
    byte[] numbers = new byte[Sce7RsaSize.EXPONENT + key.modulus().length()];
    byte[] exponent = key.publicExponent().copy();
    System.arraycopy(exponent, 0, numbers, Sce7RsaSize.EXPONENT - exponent.length, exponent.length);
    System.arraycopy(key.modulus().copy(), 0, numbers, Sce7RsaSize.EXPONENT, key.modulus().length());
    MemoryRegion region = key.modulus().region();
    Purpose purpose = region == MemoryRegion.ROM ? Purpose.TRUST_ANCHORS : Purpose.CERTIFICATES;
    try {
      stored = device.place(region, numbers, purpose, key.modulus().offset() % WordOrder.WORD);
    } catch (EngineException e) {
      checked.close();
      throw e;
    }
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  /** The engine's return code is dropped: whatever goes wrong shows as a signature that does not match. */
  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
    size.require();
    device.meter().count(Operation.RSA_PUBLIC, 1);
    if (!size.inHardware() || scheme.pss()) {
      return checked.verify(scheme, digest, signature);
    }
    return signature.length() == size.bytes()
        && MessageDigest.isEqual(
            opened(signature.copy()), Pkcs1.signatureBlock(scheme.hash(), digest, size.bytes()));
  }

  private byte[] opened(byte[] signature) throws EngineException {
    try (Sce7RsaScratch scratch =
        new Sce7RsaScratch(device.rules(), device.memory(), Sce7RsaSize.EXPONENT, size.bytes())) {
      scratch.fill(stored.load(), signature);
      device.hal().rsaPublic(scratch, size);
      return scratch.result(size.forgetsOutput(shortExponent));
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  /** No suite of this engine comes here, so this is the software's alone. */
  @Override
  public byte[] encrypt(byte[] message) throws EngineException {
    size.require();
    device.meter().count(Operation.RSA_PUBLIC, 1);
    return checked.encrypt(message);
  }

  @Override
  public void close() {
    checked.close();
    stored.close();
  }
}
