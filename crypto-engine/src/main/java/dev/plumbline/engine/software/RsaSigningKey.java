package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.Primitives.PrivateKey;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import dev.plumbline.engine.spi.RsaPrivateKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * An RSA private key that signs. Bouncy Castle blinds each private operation and checks its result with the public
 * exponent, so that neither its time nor a faulty half of the CRT gives the key away.
 */
final class RsaSigningKey implements PrivateKey {
  private final Entropy entropy;
  private final List<SignatureScheme> schemes;
  private final BigInteger modulus;
  private final BigInteger publicExponent;
  private RSAPrivateCrtKeyParameters key;

  private RsaSigningKey(RsaKeyNumbers numbers, Entropy entropy, List<SignatureScheme> schemes) {
    this.entropy = entropy;
    this.schemes = schemes;
    this.modulus = numbers.modulus();
    this.publicExponent = numbers.publicExponent();
    this.key =
        new RSAPrivateCrtKeyParameters(
            modulus,
            publicExponent,
            numbers.privateExponent(),
            numbers.p(),
            numbers.q(),
            numbers.dp(),
            numbers.dq(),
            numbers.qInv(),
            true); // the numbers were checked: no need to look for factors of what p and q make
  }

  static RsaSigningKey of(
      RsaPrivateKey material, int minBits, int maxBits, Entropy entropy, List<SignatureScheme> offered)
      throws EngineException {
    RsaKeyNumbers numbers;
    try {
      numbers = RsaKeyNumbers.of(material.pkcs1());
    } catch (IllegalArgumentException e) {
      throw new EngineException(Kind.BAD_KEY, e.getMessage());
    }
    int bits = numbers.modulus().bitLength();
    if (bits < minBits || bits > maxBits) {
      throw new EngineException(
          Kind.BAD_KEY, "an RSA key of " + bits + " bits; between " + minBits + " and " + maxBits + " are accepted");
    }
    return new RsaSigningKey(
        numbers, entropy, offered.stream().filter(scheme -> scheme.keyType() == KeyType.RSA).toList());
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public List<SignatureScheme> schemes() {
    return schemes;
  }

  @Override
  public boolean isKeyOf(PublicKeyInfo certified) {
    return certified instanceof PublicKeyInfo.Rsa rsa
        && new BigInteger(1, rsa.modulus().copy()).equals(modulus)
        && new BigInteger(1, rsa.publicExponent().copy()).equals(publicExponent);
  }

  @Override
  public byte[] sign(SignatureScheme scheme, CryptoView digest) throws EngineException {
    byte[] block = block(scheme.hash(), scheme.pss(), digest.copy());
    RSABlindedEngine rsa = new RSABlindedEngine();
    rsa.init(true, new ParametersWithRandom(key, new BlindingRandom(entropy)));
    try {
      return rsa.processBlock(block, 0, block.length);
    } catch (IllegalStateException e) { // what Bouncy Castle's check of the result throws
      throw new EngineException(Kind.INTERNAL, "the RSA signature does not verify with its own public key", e);
    }
  }

  private byte[] block(HashAlgorithm hash, boolean pss, byte[] digest) {
    if (!pss) {
      return Pkcs1.signatureBlock(hash, digest, (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE);
    }
    byte[] salt = new byte[hash.length()];
    entropy.fill(Purpose.PSS_SALT, salt, 0, salt.length);
    return Pss.encode(hash, digest, salt, modulus.bitLength() - 1);
  }

  /** Big numbers can't be overwritten: the key is dropped. */
  @Override
  public void close() {
    key = null;
  }

  /** Our entropy in the shape that Bouncy Castle takes it. */
  private static final class BlindingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Entropy entropy;

    BlindingRandom(Entropy entropy) {
      this.entropy = entropy;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      entropy.fill(Purpose.BLINDING, bytes, 0, bytes.length);
    }
  }
}
