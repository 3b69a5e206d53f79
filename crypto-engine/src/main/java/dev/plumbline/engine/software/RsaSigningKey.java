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
import java.util.List;
import org.bouncycastle.util.BigIntegers;

/** An RSA private key that signs: our paddings, and salts from our entropy, over whoever's arithmetic. */
final class RsaSigningKey implements PrivateKey {
  private final Entropy entropy;
  private final List<SignatureScheme> schemes;
  private final BigInteger modulus;
  private final BigInteger publicExponent;
  private final RsaArithmetic.Operation key;

  private RsaSigningKey(
      RsaKeyNumbers numbers, RsaArithmetic arithmetic, Entropy entropy, List<SignatureScheme> schemes) {
    this.entropy = entropy;
    this.schemes = schemes;
    this.modulus = numbers.modulus();
    this.publicExponent = numbers.publicExponent();
    this.key = arithmetic.privateOperation(numbers);
  }

  static RsaSigningKey of(
      RsaPrivateKey material,
      int minBits,
      int maxBits,
      RsaArithmetic arithmetic,
      Entropy entropy,
      List<SignatureScheme> offered)
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
    List<SignatureScheme> schemes = offered.stream().filter(scheme -> scheme.keyType() == KeyType.RSA).toList();
    return new RsaSigningKey(numbers, arithmetic, entropy, schemes);
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
    return key.apply(block(scheme.hash(), scheme.pss(), digest.copy()));
  }

  private byte[] block(HashAlgorithm hash, boolean pss, byte[] digest) {
    if (!pss) {
      return Pkcs1.signatureBlock(hash, digest, length());
    }
    byte[] salt = new byte[hash.length()];
    entropy.fill(Purpose.PSS_SALT, salt, 0, salt.length);
    byte[] em = Pss.encode(hash, digest, salt, modulus.bitLength() - 1);
    return BigIntegers.asUnsignedByteArray(length(), new BigInteger(1, em));
  }

  private int length() {
    return (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  public void close() {
    key.close();
  }
}
