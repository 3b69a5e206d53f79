package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.device.StatusRegister;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.RsaPrivateKey;

/**
 * The layer between NetX Secure and the SCE7: it places operands in device memory, prepares them for the engine, and
 * turns what the engine says into what the stack sees. RSA, hashes and key agreement work on copies of their own, so
 * only ECDSA has a quarrel with ROM.
 */
final class Sce7Glue implements Primitives {
  private final Sce7Rules rules;
  private final EngineProfile profile;
  private final Primitives arithmetic;
  private final DeviceMemory memory;
  private final OperationMeter meter;
  private final MemoryRegion deviceKeys;
  private final Sce7Device device;
  private final ShaUnit sha;

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
    this.profile = rules.profile();
    this.arithmetic = arithmetic;
    this.memory = memory;
    this.meter = meter;
    this.deviceKeys = deviceKeys;
    this.sha = new ShaUnit(rules.endian(), meter);
    this.device = new Sce7Device(rules, memory, meter, statuses, new Sce7Hal(rules, arithmetic, meter));
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  /** The engine has SHA-256; longer hashes are the processor's. */
  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return algorithm == HashAlgorithm.SHA256
        ? new SceHash(sha, memory)
        : new MeteredHash(arithmetic.hash(algorithm), meter);
  }

  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException {
    return algorithm == HashAlgorithm.SHA256
        ? new SceHmac(sha, memory, key, offset, length)
        : arithmetic.hmac(algorithm, key, offset, length);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException {
    if (key instanceof PublicKeyInfo.Ec ec) {
      if (!rules.curves().contains(ec.group())) {
        throw new PeerRejected(
            PeerRejected.Reason.KEY, "the glue has no curve " + ec.group().ianaName(), rules.missingCurve());
      }
      return new Sce7EcKey(device, ec.group(), ec.point());
    }
    return new Sce7RsaKey(device, (PublicKeyInfo.Rsa) key, arithmetic.publicKey(key));
  }

  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    if (key instanceof EcPrivateKey ec) {
      if (!rules.curves().contains(ec.group())) {
        throw new EngineException(
            EngineException.Kind.BAD_KEY, "the glue has no curve " + ec.group().ianaName(), rules.missingCurve(), null);
      }
      return new Sce7EcSigner(device, deviceKeys, ec, arithmetic.privateKey(key));
    }
    Primitives.PrivateKey checked = arithmetic.privateKey(key);
    return key instanceof RsaPrivateKey rsa
        ? new Sce7RsaSigner(device, deviceKeys, rsa, checked)
        : new MeteredSigner(checked, profile.schemes(), meter);
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
}
