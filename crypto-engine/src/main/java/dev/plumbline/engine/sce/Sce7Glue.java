package dev.plumbline.engine.sce;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layer between NetX Secure and the SCE7: it places operands in device memory, prepares them for the engine, and turns what
 * the engine says into what the stack sees. RSA, hashes and key agreement work on copies of their own, so only ECDSA has a
 * quarrel with ROM.
 */
final class Sce7Glue implements Primitives {
  /** Every failure of an elliptic-curve or GCM operation becomes this one. */
  static final DeviceStatus COLLAPSED = new DeviceStatus("NX_CRYPTO_NOT_SUCCESSFUL", 0x20009, "ECC");

  private static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ECDSA_SHA256,
          SignatureScheme.ECDSA_SHA384,
          SignatureScheme.ECDSA_SHA512,
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512);

  private final Sce7Rules rules;
  private final Primitives arithmetic;
  private final DeviceMemory memory;
  private final OperationMeter meter;
  private final StatusRegister statuses;
  private final MemoryRegion deviceKeys;
  private final Sce7Hal hal;

  /**
   * @param deviceKeys where private keys are kept
   */
  Sce7Glue(
      Sce7Rules rules,
      Primitives arithmetic,
      DeviceMemory memory,
      OperationMeter meter,
      StatusRegister statuses,
      MemoryRegion deviceKeys) {
    this.rules = rules;
    this.arithmetic = arithmetic;
    this.memory = memory;
    this.meter = meter;
    this.statuses = statuses;
    this.deviceKeys = deviceKeys;
    this.hal = new Sce7Hal(rules, arithmetic, meter);
  }

  @Override
  public EngineProfile profile() {
    return new EngineProfile(
        "sce7",
        List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
        List.of(NamedGroup.SECP256R1),
        SCHEMES,
        Set.of(NamedGroup.SECP256R1),
        rules.rsaHardwareBits().stream().min(Integer::compare).orElse(2048),
        rules.rsaSoftwareBits().stream().max(Integer::compare).orElse(2048),
        EnumSet.of(Capability.EXTENDED_MASTER_SECRET, Capability.REVEALS_SECRETS));
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return new MeteredHash(arithmetic.hash(algorithm), meter);
  }

  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException {
    return arithmetic.hmac(algorithm, key, offset, length);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException {
    if (key instanceof PublicKeyInfo.Ec ec) {
      if (ec.group() != NamedGroup.SECP256R1) {
        throw new PeerRejected(
            PeerRejected.Reason.KEY, "the glue has no curve " + ec.group().ianaName(), rules.missingCurve());
      }
      return new EcKey(ec.point());
    }
    return new RsaKey(arithmetic.publicKey(key), key.bits());
  }

  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    PrivateKey checked = arithmetic.privateKey(key);
    if (key instanceof EcPrivateKey ec) {
      if (ec.group() != NamedGroup.SECP256R1) {
        checked.close();
        throw new EngineException(
            EngineException.Kind.BAD_KEY, "the glue has no curve " + ec.group().ianaName(), rules.missingCurve(), null);
      }
      return new EcSigner(ec, checked);
    }
    return new MeteredSigner(checked, SCHEMES, meter);
  }

  @Override
  public KeyShare keyShare(NamedGroup group) throws EngineException {
    meter.count(Operation.EC_KEY_GENERATION, 1);
    return new MeteredShare(arithmetic.keyShare(group), meter);
  }

  @Override
  public PublicPoint publicPoint(NamedGroup group, CryptoView point) throws PeerRejected, EngineException {
    return arithmetic.publicPoint(group, point);
  }

  @Override
  public Aead aesGcm(byte[] key, int offset, int length) throws EngineException {
    return new Sce7Gcm(rules, memory, meter, arithmetic.aesGcm(key, offset, length), key, offset, length);
  }

  private Allocation place(MemoryRegion region, byte[] bytes, Purpose purpose, int skew) throws EngineException {
    try {
      return memory.allocate(region, bytes.length, purpose, skew).burn(bytes, 0, bytes.length);
    } catch (MemoryFault e) {
      throw asEngineFailure(e);
    }
  }

  static EngineException asEngineFailure(MemoryFault fault) {
    return new EngineException(EngineException.Kind.BAD_BUFFER, fault.getMessage(), fault);
  }

  /** Left-pads a short digest and cuts a long one, to the size of the curve, as the glue does. */
  private static byte[] fitted(byte[] digest) {
    byte[] fitted = new byte[Sce7Hal.FIELD];
    int length = Math.min(digest.length, fitted.length);
    System.arraycopy(digest, 0, fitted, fitted.length - length, length);
    return fitted;
  }

  /** X ‖ Y of a certificate's key, where the certificate is stored. */
  private final class EcKey implements PublicKey {
    private static final int UNCOMPRESSED = 4;

    private final Allocation coordinates;
    private final Sce7Hal.LiveKey live = hal.new LiveKey();

    EcKey(CryptoView point) throws PeerRejected, EngineException {
      int length = NamedGroup.SECP256R1.publicPointLength();
      if (point.length() != length || point.array()[point.offset()] != UNCOMPRESSED) {
        throw new PeerRejected(PeerRejected.Reason.KEY, "not an uncompressed point of secp256r1");
      }
      byte[] xy = new byte[length - 1];
      System.arraycopy(point.array(), point.offset() + 1, xy, 0, xy.length);
      Purpose purpose = point.region() == MemoryRegion.ROM ? Purpose.TRUST_ANCHORS : Purpose.CERTIFICATES;
      coordinates = place(point.region(), xy, purpose, (point.offset() + 1) % 4);
    }

    @Override
    public KeyType type() {
      return KeyType.EC;
    }

    @Override
    public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
      Optional<byte[]> raw = EcdsaSignature.decode(signature).flatMap(both -> both.raw(Sce7Hal.FIELD));
      boolean valid = raw.isPresent() && verify(fitted(digest), raw.get(), signature.offset() % 4);
      if (!valid) {
        statuses.set(new DeviceStatus(COLLAPSED.name(), COLLAPSED.code(), "ECDSA verify"));
      }
      return valid;
    }

    private boolean verify(byte[] digest, byte[] raw, int skew) throws EngineException {
      byte[] first = Arrays.copyOf(raw, Sce7Hal.FIELD);
      byte[] second = Arrays.copyOfRange(raw, Sce7Hal.FIELD, raw.length);
      try (Allocation hash = place(MemoryRegion.RAM, digest, Purpose.SCRATCH, 0);
          Allocation r = place(MemoryRegion.RAM, first, Purpose.SCRATCH, skew);
          Allocation s = place(MemoryRegion.RAM, second, Purpose.SCRATCH, skew);
          Operands operands = new Operands(rules, memory)) {
        return hal.eccVerify(
            live,
            operands.prepare(coordinates),
            operands.prepare(hash),
            operands.prepare(r),
            operands.prepare(s));
      } catch (MemoryFault e) {
        throw asEngineFailure(e);
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

  /** The device's own EC key: the scalar, where it is stored. */
  private final class EcSigner implements PrivateKey {
    private final Allocation scalar;
    private final PrivateKey checked;

    EcSigner(EcPrivateKey key, PrivateKey checked) throws EngineException {
      this.scalar = place(deviceKeys, key.scalar().bytes(), Purpose.DEVICE_KEYS, 0);
      this.checked = checked;
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
      byte[] fitted = fitted(digest.copy());
      byte[] zero = new byte[Sce7Hal.FIELD];
      try (Allocation hash = place(MemoryRegion.RAM, fitted, Purpose.SCRATCH, 0);
          Allocation r = place(MemoryRegion.RAM, zero, Purpose.SCRATCH, 0);
          Allocation s = place(MemoryRegion.RAM, zero, Purpose.SCRATCH, 0)) {
        if (!sign(hash, r, s)) {
          throw new EngineException(
              EngineException.Kind.INTERNAL,
              "the engine does not sign with the words it finds",
              new DeviceStatus(COLLAPSED.name(), COLLAPSED.code(), "ECDSA sign"),
              null);
        }
        byte[] first = rules.endian().fetch(r, 0, zero.length);
        byte[] second = rules.endian().fetch(s, 0, zero.length);
        return new EcdsaSignature(new BigInteger(1, first), new BigInteger(1, second)).encode();
      } catch (MemoryFault e) {
        throw asEngineFailure(e);
      }
    }

    private boolean sign(Allocation hash, Allocation r, Allocation s) throws EngineException, MemoryFault {
      try (Operands operands = new Operands(rules, memory)) {
        return hal.eccSign(operands.prepare(scalar), operands.prepare(hash), r, s);
      }
    }

    @Override
    public void close() {
      scalar.close();
      checked.close();
    }
  }

  /** An RSA key: the glue copies exponent, modulus and input into its scratch, so where they lie does not matter. */
  private final class RsaKey implements PublicKey {
    private static final int EXPONENT = 4;

    private final PublicKey key;
    private final int bits;

    RsaKey(PublicKey key, int bits) {
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
      try (Allocation copied = memory.allocate(MemoryRegion.RAM, scratch, Purpose.SCRATCH)) {
        copied.store(signature.array(), signature.offset(), Math.min(signature.length(), copied.length()));
        meter.count(Operation.RSA_PUBLIC, 1);
        return key.verify(scheme, digest, signature);
      } catch (MemoryFault e) {
        throw asEngineFailure(e);
      }
    }

    @Override
    public byte[] encrypt(byte[] message) throws EngineException {
      requireSize();
      meter.count(Operation.RSA_PUBLIC, 1);
      return key.encrypt(message);
    }

    private void requireSize() throws EngineException {
      if (!rules.rsaHardwareBits().contains(bits) && !rules.rsaSoftwareBits().contains(bits)) {
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
}
