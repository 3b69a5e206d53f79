package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.util.Arrays;
import java.util.Optional;

/** X ‖ Y of a certificate's key, where the certificate is stored. */
final class Sce7EcKey implements Primitives.PublicKey {
  private static final int UNCOMPRESSED = 4;

  private final int field;
  private final Allocation coordinates;
  private final Sce7Device device;
  private final Sce7Hal.LiveKey live;

  Sce7EcKey(Sce7Device device, NamedGroup curve, CryptoView point) throws PeerRejected, EngineException {
    this.device = device;
    this.field = Sce7Hal.field(curve);
    this.live = device.hal().new LiveKey(curve);
    int length = curve.publicPointLength();
    if (point.length() != length || point.array()[point.offset()] != UNCOMPRESSED) {
      throw new PeerRejected(PeerRejected.Reason.KEY, "not an uncompressed point of " + curve.ianaName());
    }
    byte[] xy = new byte[length - 1];
    System.arraycopy(point.array(), point.offset() + 1, xy, 0, xy.length);
    Purpose purpose = point.region() == MemoryRegion.ROM ? Purpose.TRUST_ANCHORS : Purpose.CERTIFICATES;
    coordinates = device.place(point.region(), xy, purpose, (point.offset() + 1) % 4);
  }

  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
    Optional<byte[]> raw = EcdsaSignature.decode(signature).flatMap(both -> both.raw(field));
    boolean valid = raw.isPresent() && verify(Sce7Device.fitted(digest, field), raw.get(), signature.offset() % 4);
    if (!valid) {
      device.statuses().set(Sce7Device.collapsed("ECDSA verify"));
    }
    return valid;
  }

  private boolean verify(byte[] digest, byte[] raw, int skew) throws EngineException {
    byte[] first = Arrays.copyOf(raw, field);
    byte[] second = Arrays.copyOfRange(raw, field, raw.length);
    try (Allocation hash = device.place(MemoryRegion.RAM, digest, Purpose.SCRATCH, 0);
        Allocation r = device.place(MemoryRegion.RAM, first, Purpose.SCRATCH, skew);
        Allocation s = device.place(MemoryRegion.RAM, second, Purpose.SCRATCH, skew);
        Operands operands = new Operands(device.rules(), device.memory())) {
      return device.hal().eccVerify(
          live,
          operands.prepare(coordinates),
          operands.prepare(hash),
          operands.prepare(r),
          operands.prepare(s));
    } catch (MemoryFault e) {
      throw Sce7Device.failure(e);
    }
  }

  @Override
  public byte[] encrypt(byte[] message) {
    throw new IllegalStateException("an EC key does not encrypt");
  }

  @Override
  public void close() {
    live.close();
    coordinates.close();
  }
}
