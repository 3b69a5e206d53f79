package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.Primitives.PrivateKey;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An EC private key that signs with ECDSA, deterministically (RFC 6979).
 *
 * <p>Deterministic rather than hedged with entropy: the same key and handshake give the same CertificateVerify
 * wherever they are computed, so that golden handshakes can be checked by others' implementations, the published
 * vectors test this very path, and no weak entropy source can give the key away. What is given up is protection
 * against faults injected into the computation, which whoever can do that to a JVM has no need of.
 */
final class EcSigningKey implements PrivateKey {
  private final NistCurve curve;
  private final ECPoint publicPoint;
  private final List<SignatureScheme> schemes;
  private ECPrivateKeyParameters key;

  private EcSigningKey(NistCurve curve, BigInteger scalar, List<SignatureScheme> schemes) {
    this.curve = curve;
    this.key = new ECPrivateKeyParameters(scalar, curve.domain());
    this.publicPoint = curve.publicPoint(scalar);
    this.schemes = schemes;
  }

  static EcSigningKey of(EcPrivateKey material, List<SignatureScheme> offered) throws EngineException {
    Optional<NistCurve> curve = NistCurve.of(material.group());
    if (curve.isEmpty()) {
      throw new EngineException(Kind.BAD_KEY, material.group().ianaName() + " keys do not sign");
    }
    BigInteger scalar = new BigInteger(1, material.scalar().bytes());
    if (!curve.get().isScalar(scalar)) {
      throw new EngineException(Kind.BAD_KEY, "the private scalar is not between 1 and the order of the curve");
    }
    HashAlgorithm natural = material.group() == NamedGroup.SECP384R1 ? HashAlgorithm.SHA384 : HashAlgorithm.SHA256;
    return new EcSigningKey(
        curve.get(),
        scalar,
        offered.stream()
            .filter(scheme -> scheme.keyType() == KeyType.EC)
            .sorted(Comparator.comparing(scheme -> scheme.hash() != natural))
            .toList());
  }

  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  /** The hash that is as strong as the curve first. */
  @Override
  public List<SignatureScheme> schemes() {
    return schemes;
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return certified instanceof PublicKeyInfo.Ec ec
        && ec.group() == curve.group()
        && curve.decode(ec.point()).filter(publicPoint::equals).isPresent();
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(Digests.of(scheme.hash())));
    signer.init(true, key);
    BigInteger[] signature = signer.generateSignature(digest.copy());
    return new EcdsaSignature(signature[0], signature[1]).encode();
  }

  /** Big numbers can't be overwritten: the scalar is dropped. */
  @Override
  public void close() {
    key = null;
  }
}
