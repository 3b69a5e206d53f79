package dev.plumbline.engine.software;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * RSA with the JDK's big numbers for public keys and Bouncy Castle for private ones. Bouncy Castle blinds each private
 * operation and checks its result with the public exponent, so that neither its time nor a faulty half of the CRT
 * gives the key away.
 */
public final class SoftwareRsa implements RsaArithmetic {
  private final Entropy entropy;

  /**
   * @param entropy where blinding comes from
   */
  public SoftwareRsa(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public Operation publicOperation(BigInteger modulus, BigInteger exponent) {
    return new PublicOperation(modulus, exponent);
  }

  @Override
  public Operation privateOperation(RsaKeyNumbers numbers) {
    return new PrivateOperation(numbers, entropy);
  }

  private record PublicOperation(BigInteger modulus, BigInteger exponent) implements Operation {
    @Override
    public byte[] apply(byte[] block) {
      return BigIntegers.asUnsignedByteArray(block.length, new BigInteger(1, block).modPow(exponent, modulus));
    }

    @Override
    public void close() {
      // Nothing of a public key is secret.
    }
  }

  private static final class PrivateOperation implements Operation {
    private final Entropy entropy;
    private RSAPrivateCrtKeyParameters key;

    PrivateOperation(RsaKeyNumbers numbers, Entropy entropy) {
      this.entropy = entropy;
      this.key =
          new RSAPrivateCrtKeyParameters(
              numbers.modulus(),
              numbers.publicExponent(),
              numbers.privateExponent(),
              numbers.p(),
              numbers.q(),
              numbers.dp(),
              numbers.dq(),
              numbers.qInv(),
              true); // the numbers were checked: no need to look for factors of what p and q make
    }

    @Override
    public byte[] apply(byte[] block) throws EngineException {
      RSABlindedEngine rsa = new RSABlindedEngine();
      rsa.init(true, new ParametersWithRandom(key, new BlindingRandom(entropy)));
      try {
        return rsa.processBlock(block, 0, block.length);
      } catch (IllegalStateException e) { // what Bouncy Castle's check of the result throws
        throw new EngineException(Kind.INTERNAL, "the RSA signature does not verify with its own public key", e);
      }
    }

    /** Big numbers can't be overwritten: the key is dropped. */
    @Override
    public void close() {
      key = null;
    }
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
