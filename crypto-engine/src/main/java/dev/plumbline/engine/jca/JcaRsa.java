package dev.plumbline.engine.jca;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.software.RsaArithmetic;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.util.BigIntegers;

/**
 * RSA of a provider without padding. A key that the provider does not take, software computes with: the limits on keys
 * are the engine's, not the provider's.
 */
final class JcaRsa implements RsaArithmetic {
  private final RsaArithmetic software;
  private final Optional<ServiceSource> publicSource;
  private final Optional<ServiceSource> privateSource;

  /**
   * @param publicSource who computes with public keys; empty for software
   * @param privateSource who computes with private keys; empty for software
   */
  JcaRsa(RsaArithmetic software, Optional<ServiceSource> publicSource, Optional<ServiceSource> privateSource) {
    this.software = software;
    this.publicSource = publicSource;
    this.privateSource = privateSource;
  }

  @Override
  public Operation publicOperation(BigInteger modulus, BigInteger exponent) {
    Operation inSoftware = software.publicOperation(modulus, exponent);
    if (publicSource.isEmpty()) {
      return inSoftware;
    }
    ServiceSource source = publicSource.get();
    try {
      Key key = source.keyFactory("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
      return new Raw(source, cipher(source, Cipher.ENCRYPT_MODE, key), key);
    } catch (GeneralSecurityException | RuntimeException refused) {
      return inSoftware;
    }
  }

  @Override
  public Operation privateOperation(RsaKeyNumbers numbers) {
    if (privateSource.isEmpty()) {
      return software.privateOperation(numbers);
    }
    ServiceSource source = privateSource.get();
    try {
      Key key =
          source
              .keyFactory("RSA")
              .generatePrivate(
                  new RSAPrivateCrtKeySpec(
                      numbers.modulus(),
                      numbers.publicExponent(),
                      numbers.privateExponent(),
                      numbers.p(),
                      numbers.q(),
                      numbers.dp(),
                      numbers.dq(),
                      numbers.qInv()));
      Operation raw = new Raw(source, cipher(source, Cipher.DECRYPT_MODE, key), key);
      return new Checked(raw, publicOperation(numbers.modulus(), numbers.publicExponent()));
    } catch (GeneralSecurityException | RuntimeException refused) {
      return software.privateOperation(numbers);
    }
  }

  private static Cipher cipher(ServiceSource source, int mode, Key key) throws GeneralSecurityException {
    Cipher cipher = source.rawRsa();
    cipher.init(mode, key);
    return cipher;
  }

  private record Raw(ServiceSource source, Cipher cipher, Key key) implements Operation {
    @Override
    public byte[] apply(byte[] block) throws EngineException {
      try {
        byte[] result = cipher.doFinal(block);
        return BigIntegers.asUnsignedByteArray(block.length, new BigInteger(1, result));
      } catch (GeneralSecurityException | RuntimeException e) {
        throw source.failed("RSA", e);
      }
    }

    @Override
    public void close() {
      if (key instanceof PrivateKey secret) {
        ServiceSource.destroy(secret);
      }
    }
  }

  /** A faulty half of the CRT gives the key away, and not every provider looks. */
  private record Checked(Operation operation, Operation inverse) implements Operation {
    @Override
    public byte[] apply(byte[] block) throws EngineException {
      byte[] result = operation.apply(block);
      if (!MessageDigest.isEqual(block, inverse.apply(result))) {
        throw new EngineException(Kind.INTERNAL, "the RSA signature does not verify with its own public key");
      }
      return result;
    }

    @Override
    public void close() {
      operation.close();
      inverse.close();
    }
  }
}
