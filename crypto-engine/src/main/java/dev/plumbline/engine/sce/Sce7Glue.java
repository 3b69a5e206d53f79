package dev.plumbline.engine.sce;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.HashAlgorithm;
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
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.Primitives;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The layer between NetX Secure and the SCE7: it places operands in device memory, prepares them for the engine, and turns what
 * the engine says into what the stack sees. RSA, hashes and key agreement work on copies of their own, so only ECDSA has a
 * quarrel with ROM.
 */
final class Sce7Glue implements Primitives {
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
  private final MemoryRegion deviceKeys;
  private final Sce7Device device;

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
    this.deviceKeys = deviceKeys;
    this.device = new Sce7Device(rules, memory, meter, statuses, new Sce7Hal(rules, arithmetic, meter));
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
      return new Sce7EcKey(device, ec.point());
    }
    return new Sce7RsaKey(device, arithmetic.publicKey(key), key.bits());
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
      return new Sce7EcSigner(device, deviceKeys, ec, checked);
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
}
