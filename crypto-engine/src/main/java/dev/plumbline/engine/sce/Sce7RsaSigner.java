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
import dev.plumbline.engine.software.Pkcs1;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import dev.plumbline.engine.spi.RsaPrivateKey;
import java.util.Arrays;
import java.util.List;

/** The device's own RSA key, d ‖ n, where it is stored; the glue copies it into its scratch for each signature. */
final class Sce7RsaSigner implements Primitives.PrivateKey {
  private final Sce7Device device;
  private final Primitives.PrivateKey checked;
  private final Sce7RsaSize size;
  private final List<SignatureScheme> schemes;
  private final Allocation stored;

  /**
   * @param region where it is stored
   * @param checked the same key, found to be one; closed if there is no room for it
   */
  Sce7RsaSigner(Sce7Device device, MemoryRegion region, RsaPrivateKey key, Primitives.PrivateKey checked)
      throws EngineException {
    this.device = device;
    this.checked = checked;
    RsaKeyNumbers numbers = RsaKeyNumbers.of(key.pkcs1());
    this.size = new Sce7RsaSize(device.rules(), numbers.modulus().bitLength());
    List<SignatureScheme> allowed = device.rules().profile().schemes();
    this.schemes = checked.schemes().stream().filter(allowed::contains).toList();
    byte[] exponent = size.octets(numbers.privateExponent());
    byte[] both = Arrays.copyOf(exponent, 2 * size.bytes());
    System.arraycopy(size.octets(numbers.modulus()), 0, both, size.bytes(), size.bytes());
    try {
      stored = device.place(region, both, Purpose.DEVICE_KEYS, 0);
    } catch (EngineException e) {
      checked.close();
      throw e;
    } finally {
      Arrays.fill(exponent, (byte) 0);
      Arrays.fill(both, (byte) 0);
    }
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public List<SignatureScheme> schemes() {
    return schemes;
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return checked.isKeyOf(certified);
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
    size.require();
    device.meter().count(Operation.RSA_PRIVATE, 1);
    if (!size.inHardware()) {
      return checked.sign(scheme, digest);
    }
    byte[] key = stored.load();
    byte[] block = Pkcs1.signatureBlock(scheme.hash(), digest.copy(), size.bytes());
    try (Sce7RsaScratch scratch =
        new Sce7RsaScratch(device.rules(), device.memory(), size.bytes(), size.bytes())) {
      scratch.fill(key, block);
      device.hal().rsaPrivate(scratch, size, key, block, () -> checked.sign(scheme, digest));
      return scratch.result(false);
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public void close() {
    stored.close();
    checked.close();
  }
}
