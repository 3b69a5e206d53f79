package dev.plumbline.engine.jca;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.software.NistCurve;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;

/**
 * An EC public key that a provider verifies with.
 *
 * <p>The encoding and the ranges of r and s are checked here: providers differ in how strict they are, and early
 * releases of JDK 15 to 18 took r = s = 0 for a signature of anything (CVE-2022-21449). A refusal is software's to
 * make: JDK 17 refuses the valid signatures whose point has an x-coordinate above the curve's order (Wycheproof's "k*G
 * has a large x-coordinate"), and who refuses ends the handshake, so that the time does not matter.
 */
final class JcaEcPublicKey implements Primitives.PublicKey {
  private final Primitives.PublicKey software;
  private final NistCurve curve;
  private final PublicKey key;
  private final ServiceSource source;

  JcaEcPublicKey(Primitives.PublicKey software, NistCurve curve, PublicKey key, ServiceSource source) {
    this.software = software;
    this.curve = curve;
    this.key = key;
    this.source = source;
  }

  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
    Optional<EcdsaSignature> parsed = EcdsaSignature.decode(signature);
    if (parsed.isEmpty() || !curve.isScalar(parsed.get().r()) || !curve.isScalar(parsed.get().s())) {
      return false;
    }
    return verifiedByProvider(digest, signature) || software.verify(scheme, digest, signature);
  }

  private boolean verifiedByProvider(byte[] digest, CryptoView signature) throws EngineException {
    try {
      Signature verifier = source.ecdsa();
      verifier.initVerify(key);
      verifier.update(digest);
      return verifier.verify(signature.array(), signature.offset(), signature.length());
    } catch (SignatureException notOne) {
      return false;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed("ECDSA", e);
    }
  }

  @Override
  public byte[] encrypt(byte[] message) throws EngineException {
    return software.encrypt(message);
  }

  @Override
  public void close() {
    software.close();
  }
}
