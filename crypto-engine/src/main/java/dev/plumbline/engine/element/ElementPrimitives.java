package dev.plumbline.engine.element;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Software for everything, but the element signs; and it verifies as well, where the rules say so. */
final class ElementPrimitives implements Primitives {
  private static final int NUMBER = 32;

  private final ElementRules rules;
  private final Primitives software;
  private final SecureElement element;

  ElementPrimitives(ElementRules rules, Primitives software, SecureElement element) {
    this.rules = rules;
    this.software = software;
    this.element = element;
  }

  /** With the element verifying, only what it can verify is offered. */
  @Override
  public EngineProfile profile() {
    EngineProfile all = software.profile();
    boolean verifies = rules.verify() == ElementRules.Verify.ELEMENT;
    return new EngineProfile(
        "secure-element",
        all.suites(),
        all.groups(),
        verifies ? List.of(SignatureScheme.ECDSA_SHA256) : all.schemes(),
        verifies ? Set.of(NamedGroup.SECP256R1) : all.certificateCurves(),
        all.minRsaBits(),
        all.maxRsaBits(),
        all.capabilities());
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return software.hash(algorithm);
  }

  @Override
  public Hmac hmac(HashAlgorithm algorithm, byte[] key, int offset, int length) throws EngineException {
    return software.hmac(algorithm, key, offset, length);
  }

  @Override
  public PublicKey publicKey(PublicKeyInfo key) throws PeerRejected, EngineException {
    PublicKey inSoftware = software.publicKey(key);
    boolean element = rules.verify() == ElementRules.Verify.ELEMENT;
    if (!element) {
      return inSoftware;
    }
    if (key instanceof PublicKeyInfo.Ec ec && ec.group() == NamedGroup.SECP256R1) {
      byte[] point = ec.point().copy();
      return new ElementKey(inSoftware, Arrays.copyOfRange(point, 1, point.length));
    }
    inSoftware.close();
    throw new PeerRejected(PeerRejected.Reason.KEY, "the element verifies with P-256 keys only");
  }

  /** Writes the key into the slot that the rules name; from then on only the element has it. */
  @Override
  public PrivateKey privateKey(PrivateKeyMaterial key) throws EngineException {
    if (!(key instanceof EcPrivateKey ec)) {
      throw new EngineException(
          EngineException.Kind.BAD_KEY, "the element has P-256 keys only, not " + key.type());
    }
    try {
      element.provision(rules.slot(), ec);
      return new SlotKey(rules.slot());
    } catch (ElementFailure e) {
      throw failed(e, "provision", EngineException.Kind.BAD_KEY);
    }
  }

  @Override
  public KeyShare keyShare(NamedGroup group) throws EngineException {
    return software.keyShare(group);
  }

  @Override
  public PublicPoint publicPoint(NamedGroup group, CryptoView point) throws PeerRejected, EngineException {
    return software.publicPoint(group, point);
  }

  @Override
  public Aead aesGcm(byte[] key, int offset, int length) throws EngineException {
    return software.aesGcm(key, offset, length);
  }

  private static EngineException failed(ElementFailure e, String command, EngineException.Kind kind) {
    DeviceStatus status = new DeviceStatus("ATECC " + e.status(), e.status().code(), command);
    return new EngineException(kind, e.getMessage(), status, e);
  }

  /** A key in a slot. */
  private final class SlotKey implements PrivateKey {
    private final int slot;

    SlotKey(int slot) {
      this.slot = slot;
    }

    @Override
    public KeyType type() {
      return KeyType.EC;
    }

    @Override
    public List<SignatureScheme> schemes() {
      return List.of(SignatureScheme.ECDSA_SHA256);
    }

    @Override
    public boolean isKeyOf(PublicKeyInfo certified) {
      try {
        return element.holdsKeyOf(slot, certified);
      } catch (ElementFailure notUsable) {
        return false;
      }
    }

    /** The element gives r ‖ s, which the wire wants in DER. */
    @Override
    public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
      try {
        return EcdsaSignature.ofRaw(element.sign(slot, digest.copy())).encode();
      } catch (ElementFailure e) {
        throw failed(e, "sign", EngineException.Kind.INTERNAL);
      }
    }

    /** The key stays in its slot. */
    @Override
    public void close() {}
  }

  /** A public key that goes to the element with every signature. */
  private final class ElementKey implements PublicKey {
    private final PublicKey inSoftware;
    private final byte[] raw;

    ElementKey(PublicKey inSoftware, byte[] raw) {
      this.inSoftware = inSoftware;
      this.raw = raw;
    }

    @Override
    public KeyType type() {
      return KeyType.EC;
    }

    @Override
    public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
      byte[] both = EcdsaSignature.decode(signature).flatMap(numbers -> numbers.raw(NUMBER)).orElse(null);
      if (both == null) {
        return false;
      }
      try {
        element.verify(raw, digest, both);
        return true;
      } catch (ElementFailure e) {
        if (e.status() == ElementFailure.Status.MISCOMPARE) {
          return false;
        }
        throw failed(e, "verify", EngineException.Kind.INTERNAL);
      }
    }

    @Override
    public byte[] encrypt(byte[] message) throws EngineException {
      return inSoftware.encrypt(message);
    }

    @Override
    public void close() {
      inSoftware.close();
    }
  }
}
