package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spi.Primitives.PublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** An RSA public key that verifies signatures, and encrypts pre-master secrets. */
final class RsaVerificationKey implements PublicKey {
  /** As deployed verifiers bound it: a larger exponent only makes verification slow. */
  private static final int MAX_EXPONENT_BITS = 32;

  private final BigInteger modulus;
  private final RsaArithmetic.Operation key;
  private final Entropy entropy;

  private RsaVerificationKey(BigInteger modulus, RsaArithmetic.Operation key, Entropy entropy) {
    this.modulus = modulus;
    this.key = key;
    this.entropy = entropy;
  }

  /** Checks size and oddness (RFC 8017 §3.1: the modulus is a product of odd primes, the exponent prime to their λ). */
  static RsaVerificationKey of(
      PublicKeyInfo.Rsa key, int minBits, int maxBits, RsaArithmetic arithmetic, Entropy entropy) throws PeerRejected {
    int bits = key.bits();
    if (bits < minBits || bits > maxBits) {
      throw new PeerRejected(
          Reason.KEY, "an RSA key of " + bits + " bits; between " + minBits + " and " + maxBits + " are accepted");
    }
    BigInteger modulus = number(key.modulus());
    CryptoView e = key.publicExponent();
    BigInteger exponent = e.length() > MAX_EXPONENT_BITS / Byte.SIZE ? BigInteger.ZERO : number(e);
    if (!modulus.testBit(0)) {
      throw new PeerRejected(Reason.KEY, "an RSA key with an even modulus");
    }
    if (!exponent.testBit(0) || exponent.equals(BigInteger.ONE)) {
      throw new PeerRejected(
          Reason.KEY, "an RSA public exponent that is even, 1, or longer than " + MAX_EXPONENT_BITS + " bits");
    }
    return new RsaVerificationKey(modulus, arithmetic.publicOperation(modulus, exponent), entropy);
  }

  private static BigInteger number(CryptoView bytes) {
    return new BigInteger(1, bytes.array(), bytes.offset(), bytes.length());
  }

  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  /** RSASSA-PKCS1-V1_5-VERIFY (RFC 8017 §8.2.2) and RSASSA-PSS-VERIFY (§8.1.2). */
  @Override
  public boolean verify(SignatureScheme scheme, byte[] digest, CryptoView signature) throws EngineException {
    if (signature.length() != length() || number(signature).compareTo(modulus) >= 0) {
      return false;
    }
    byte[] block = key.apply(signature.copy());
    HashAlgorithm hash = scheme.hash();
    if (!scheme.pss()) {
      return MessageDigest.isEqual(block, Pkcs1.signatureBlock(hash, digest, block.length));
    }
    BigInteger m = new BigInteger(1, block);
    int emBits = modulus.bitLength() - 1;
    return m.bitLength() <= emBits
        && Pss.verify(hash, digest, BigIntegers.asUnsignedByteArray(Pss.emLength(emBits), m), emBits);
  }

  @Override
  public byte[] encrypt(byte[] message) throws EngineException {
    byte[] block = Pkcs1.encryptionBlock(message, length(), entropy);
    try {
      return key.apply(block);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  private int length() {
    return (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  public void close() {
    key.close();
  }
}
