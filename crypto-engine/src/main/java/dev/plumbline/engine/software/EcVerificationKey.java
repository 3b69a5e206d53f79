package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives.PublicKey;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** An EC public key that verifies ECDSA. The point is shared with others who use the same key; it is not a secret. */
final class EcVerificationKey implements PublicKey {
  private final ECPublicKeyParameters key;

  EcVerificationKey(ECPublicKeyParameters key) {
    this.key = key;
  }

  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  /** The ranges of r and s are checked by the verifier (FIPS 186-4 §6.4). */
  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) {
    Optional<EcdsaSignature> parsed = EcdsaSignature.decode(signature);
    if (parsed.isEmpty()) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(digest, parsed.get().r(), parsed.get().s());
  }

  @Override
  public byte[] encrypt(byte[] message) throws EngineException {
    throw new EngineException(EngineException.Kind.UNSUPPORTED, "an EC key does not encrypt");
  }

  @Override
  public void close() {
    // Nothing of a public key is secret.
  }
}
