package dev.plumbline.engine;

import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import dev.plumbline.engine.spi.RsaPrivateKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.util.BigIntegers;

/** The keys in {@code src/test/resources/keys}. */
public enum TestKeys {
  EC_P256("ec-p256.pem"),
  EC_P384("ec-p384.pem"),
  RSA_2048("rsa-2048.pem");

  private final String file;

  TestKeys(String file) {
    this.file = file;
  }

  public byte[] pem() {
    try (InputStream in = TestKeys.class.getResourceAsStream("/keys/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PrivateKeyMaterial material() {
    try {
      return PrivateKeys.read(pem());
    } catch (KeyFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half, as a certificate would show it. */
  public PublicKeyInfo info() {
    try (PrivateKeyMaterial material = material()) {
      if (material instanceof RsaPrivateKey rsa) {
        RsaKeyNumbers numbers = RsaKeyNumbers.of(rsa.pkcs1());
        return new PublicKeyInfo.Rsa(
            CryptoView.of(BigIntegers.asUnsignedByteArray(numbers.modulus())),
            CryptoView.of(BigIntegers.asUnsignedByteArray(numbers.publicExponent())));
      }
      EcPrivateKey ec = (EcPrivateKey) material;
      X9ECParameters curve = CustomNamedCurves.getByName(ec.group().ianaName());
      byte[] point = curve.getG().multiply(new BigInteger(1, ec.scalar().bytes())).getEncoded(false);
      return new PublicKeyInfo.Ec(ec.group(), CryptoView.of(point));
    }
  }
}
