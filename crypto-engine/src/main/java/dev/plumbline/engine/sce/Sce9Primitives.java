package dev.plumbline.engine.sce;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
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
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.spi.Primitives;
import java.util.List;
import java.util.Set;

/**
 * What an SCE9 computes inside itself. Keys leave it wrapped, so all that the device's RAM ever holds of one is a block
 * of words that only this engine can read.
 */
final class Sce9Primitives implements Primitives {
  /** A wrapped AES-128 key (FSP: {@code rm_netx_secure_crypto.h}). */
  private static final int WRAPPED_AES_WORDS = 9;

  private final Primitives arithmetic;
  private final DeviceMemory memory;
  private final OperationMeter meter;
  private final ShaUnit sha;

  Sce9Primitives(Primitives arithmetic, DeviceMemory memory, OperationMeter meter) {
    this.arithmetic = arithmetic;
    this.memory = memory;
    this.meter = meter;
    this.sha = new ShaUnit(WordOrder.LITTLE, meter);
  }

  /**
   * TLS_MasterSecretGenerate takes two randoms and no session hash, so RFC 7627 is out of reach; nothing is revealed.
   */
  @Override
  public EngineProfile profile() {
    return new EngineProfile(
        "sce9",
        List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
        List.of(NamedGroup.SECP256R1),
        List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.RSA_PKCS1_SHA256),
        Set.of(NamedGroup.SECP256R1),
        2048,
        2048,
        Set.of());
  }

  /** Of what is no secret; byte data stays in the order of the wire. */
  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return algorithm == HashAlgorithm.SHA256
        ? new SceHash(sha, memory)
        : new MeteredHash(arithmetic.hash(algorithm), meter);
  }

  /** The PRF runs inside the engine: its secrets are never in RAM. */
  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException {
    return arithmetic.hmac(algorithm, key, offset, length);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException {
    if (key instanceof PublicKeyInfo.Ec ec && ec.group() != NamedGroup.SECP256R1) {
      throw new PeerRejected(PeerRejected.Reason.KEY, "the engine's TLS verbs have no curve " + ec.group().ianaName());
    }
    if (key instanceof PublicKeyInfo.Rsa && key.bits() > profile().maxRsaBits()) {
      throw new PeerRejected(PeerRejected.Reason.KEY, "the engine's TLS verbs have no RSA of " + key.bits() + " bits");
    }
    return new MeteredKey(arithmetic.publicKey(key), meter);
  }

  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    return new MeteredSigner(arithmetic.privateKey(key), profile().schemes(), meter);
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
    Aead aead = arithmetic.aesGcm(key, offset, length);
    try {
      Allocation wrapped = memory.allocate(MemoryRegion.RAM, WRAPPED_AES_WORDS * 4, Purpose.KEY_SCHEDULE);
      return new WrappedKeyAead(aead, wrapped, meter);
    } catch (MemoryFault e) {
      aead.close();
      throw Sce7Device.failure(e);
    }
  }

  private record MeteredKey(PublicKey key, OperationMeter meter) implements PublicKey {
    @Override
    public KeyType type() {
      return key.type();
    }

    @Override
    public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
      meter.count(operation(), 1);
      return key.verify(scheme, digest, signature);
    }

    @Override
    public byte[] encrypt(byte[] message) throws EngineException {
      meter.count(Operation.RSA_PUBLIC, 1);
      return key.encrypt(message);
    }

    private Operation operation() {
      return type() == KeyType.EC ? Operation.ECDSA_VERIFY : Operation.RSA_PUBLIC;
    }

    @Override
    public void close() {
      key.close();
    }
  }

  private record WrappedKeyAead(Aead aead, Allocation wrapped, OperationMeter meter) implements Aead {
    private static final int BLOCK = 16;

    @Override
    public void seal(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
        throws EngineException {
      meter.count(Operation.AES_GCM, (length + BLOCK - 1) / BLOCK);
      aead.seal(nonce, aad, in, inOffset, length, out, outOffset);
    }

    @Override
    public boolean open(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
        throws EngineException {
      meter.count(Operation.AES_GCM, (length + BLOCK - 1) / BLOCK);
      return aead.open(nonce, aad, in, inOffset, length, out, outOffset);
    }

    @Override
    public void close() {
      wrapped.close();
      aead.close();
    }
  }
}
