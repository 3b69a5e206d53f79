package dev.plumbline.engine.element;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.element.ElementFailure.Status;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.util.Arrays;

/**
 * An ATECC508A or 608A: P-256 and 32-byte digests, nothing else; raw numbers on its bus; a private key goes in or is
 * made inside, and never comes out. Slots 0 to 4 hold private keys in the usual TLS configuration. Not thread-safe:
 * there is one bus.
 */
public final class SecureElement implements Primitives.Resource {
  /** Slots that can hold a private key. */
  public static final int KEY_SLOTS = 5;

  /** Bytes of a public key on the bus: X ‖ Y, without 0x04. */
  public static final int RAW_PUBLIC_KEY = 64;

  /** Bytes of a signature on the bus: r ‖ s. */
  public static final int RAW_SIGNATURE = 64;

  private static final int NUMBER = 32;

  private final Primitives arithmetic;
  private final OperationMeter meter;
  private final Primitives.PrivateKey[] slots = new Primitives.PrivateKey[KEY_SLOTS];
  private boolean configurationLocked;

  /**
   * A new element, its configuration not locked.
   *
   * @param arithmetic what computes inside it
   */
  public SecureElement(Primitives arithmetic, OperationMeter meter) {
    this.arithmetic = arithmetic;
    this.meter = meter;
  }

  /** Locks the configuration for good; only then does the element use keys. */
  public void lockConfiguration() {
    configurationLocked = true;
  }

  public boolean configurationLocked() {
    return configurationLocked;
  }

  /**
   * Writes a private key into a slot.
   *
   * @throws ElementFailure if the slot takes no private key, or the key is none of P-256
   */
  public void provision(int slot, EcPrivateKey key) throws ElementFailure, EngineException {
    requireSlot(slot);
    if (key.group() != NamedGroup.SECP256R1) {
      throw new ElementFailure(Status.PARSE_ERROR, "the element has P-256 keys only, not " + key.group().ianaName());
    }
    Primitives.PrivateKey old = slots[slot];
    slots[slot] = arithmetic.privateKey(key);
    if (old != null) {
      old.close();
    }
  }

  /**
   * Whether the key in a slot is the private half of {@code certified}: known to whoever wrote it there, and so not
   * asked of the element.
   */
  public boolean holdsKeyOf(int slot, PublicKeyInfo certified) throws ElementFailure {
    return stored(slot).isKeyOf(certified);
  }

  /**
   * Signs a digest with the key of a slot.
   *
   * @return r ‖ s, {@link #RAW_SIGNATURE} bytes
   */
  public byte[] sign(int slot, byte[] digest) throws ElementFailure, EngineException {
    Primitives.PrivateKey key = key(slot);
    requireDigest(digest);
    meter.count(Operation.ECDSA_SIGN, 1);
    byte[] der = key.sign(SignatureScheme.ECDSA_SHA256, CryptoView.of(digest));
    return EcdsaSignature.decode(CryptoView.of(der)).flatMap(both -> both.raw(NUMBER)).orElseThrow();
  }

  /** Verifies r ‖ s over a digest with a raw public key from outside. */
  public void verify(byte[] publicKey, byte[] digest, byte[] signature) throws ElementFailure, EngineException {
    requireLocked();
    requireDigest(digest);
    if (publicKey.length != RAW_PUBLIC_KEY || signature.length != RAW_SIGNATURE) {
      throw new ElementFailure(Status.PARSE_ERROR, "a raw key and a raw signature have 64 bytes each");
    }
    meter.count(Operation.ECDSA_VERIFY, 1);
    byte[] point = new byte[1 + RAW_PUBLIC_KEY];
    point[0] = 4;
    System.arraycopy(publicKey, 0, point, 1, RAW_PUBLIC_KEY);
    PublicKeyInfo info = new PublicKeyInfo.Ec(NamedGroup.SECP256R1, CryptoView.of(point));
    try (Primitives.PublicKey key = arithmetic.publicKey(info)) {
      byte[] der = EcdsaSignature.ofRaw(signature).encode();
      if (!key.verify(SignatureScheme.ECDSA_SHA256, digest, CryptoView.of(der))) {
        throw new ElementFailure(Status.MISCOMPARE, "the signature does not verify");
      }
    } catch (PeerRejected notAPoint) {
      throw new ElementFailure(Status.PARSE_ERROR, notAPoint.getMessage());
    }
  }

  private Primitives.PrivateKey key(int slot) throws ElementFailure {
    requireSlot(slot);
    requireLocked();
    return stored(slot);
  }

  private Primitives.PrivateKey stored(int slot) throws ElementFailure {
    requireSlot(slot);
    if (slots[slot] == null) {
      throw new ElementFailure(Status.EXECUTION_ERROR, "slot " + slot + " holds no key");
    }
    return slots[slot];
  }

  private void requireLocked() throws ElementFailure {
    if (!configurationLocked) {
      throw new ElementFailure(Status.EXECUTION_ERROR, "the element's configuration is not locked, so it uses no keys");
    }
  }

  private static void requireSlot(int slot) throws ElementFailure {
    if (slot < 0 || slot >= KEY_SLOTS) {
      throw new ElementFailure(
          Status.PARSE_ERROR, "slot " + slot + " takes no private key; slots 0 to " + (KEY_SLOTS - 1) + " do");
    }
  }

  private static void requireDigest(byte[] digest) throws ElementFailure {
    if (digest.length != NUMBER) {
      throw new ElementFailure(Status.PARSE_ERROR, "the element takes digests of 32 bytes, not " + digest.length);
    }
  }

  @Override
  public void close() {
    for (Primitives.PrivateKey key : slots) {
      if (key != null) {
        key.close();
      }
    }
    Arrays.fill(slots, null);
  }
}
