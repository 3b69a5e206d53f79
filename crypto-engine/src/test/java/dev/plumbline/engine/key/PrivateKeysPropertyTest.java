package dev.plumbline.engine.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.plumbline.engine.spi.EcPrivateKey;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Whatever the file, a key or one named exception comes back. */
class PrivateKeysPropertyTest {
  private static final char[] PASSWORD = "plumbline".toCharArray();
  /** Where the iteration count is in the encrypted key. */
  private static final int ITERATIONS = 43;

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
        "ec-p256.pem",
        "ec-p256.pkcs8.pem",
        "rsa-2048.pkcs8.der",
        "rsa-2048.pem",
        "ec-p256.aes128.traditional.pem",
        "certificate.pem");
  }

  @Property(tries = 1500)
  void changedFileIsReadOrRefused(
      @ForAll("files") String name, @ForAll @IntRange(min = 0, max = 4000) int at, @ForAll byte by) throws Exception {
    byte[] file = PrivateKeysTest.file(name);
    file[at % file.length] ^= by;
    readOrRefused(file);
  }

  @Property(tries = 500)
  void changedDerIsReadOrRefused(@ForAll @IntRange(min = 0, max = 4000) int at, @ForAll byte by) throws Exception {
    byte[] der;
    try (PemBlock block = PemBlock.at(PrivateKeysTest.file("ec-p256.aes256.pkcs8.pem"), 0)) {
      der = block.content().clone();
    }
    int index = at % der.length;
    if (index < ITERATIONS || index >= ITERATIONS + 4) { // a changed count may take seconds, which is allowed
      der[index] ^= by;
    }
    readOrRefused(der);
  }

  @Property(tries = 1000)
  void shortenedFileIsReadOrRefused(
      @ForAll("files") String name, @ForAll @IntRange(min = 0, max = 4000) int length) throws Exception {
    byte[] file = PrivateKeysTest.file(name);
    readOrRefused(Arrays.copyOf(file, length % file.length));
  }

  @Property(tries = 1000)
  void anyBytesBehindASequenceAreReadOrRefused(@ForAll @Size(max = 120) byte[] content) {
    byte[] der = new byte[content.length + 2];
    der[0] = 0x30;
    der[1] = (byte) content.length;
    System.arraycopy(content, 0, der, 2, content.length);
    readOrRefused(der);
    readOrRefused(content);
  }

  @Property(tries = 300)
  void everyScalarInRangeSurvives(@ForAll @Size(32) byte[] bytes) throws Exception {
    byte[] scalar = bytes.clone();
    scalar[0] &= 0x7F;
    scalar[31] |= 1;
    ASN1ObjectIdentifier p256 = X9ObjectIdentifiers.prime256v1;
    ECPrivateKey sec1 = new ECPrivateKey(256, new BigInteger(1, scalar), p256);
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, p256);
    byte[] pkcs8 = new PrivateKeyInfo(algorithm, sec1).getEncoded();
    for (byte[] der : new byte[][] {pkcs8, sec1.getEncoded()}) {
      try (EcPrivateKey key = (EcPrivateKey) PrivateKeys.read(der)) {
        assertArrayEquals(scalar, key.scalar().bytes());
      }
    }
  }

  private static void readOrRefused(byte[] file) {
    try {
      PrivateKeys.read(file, PASSWORD).close();
    } catch (KeyFileException e) {
      if (e.getMessage().isBlank()) {
        throw new AssertionError("refused without a reason", e);
      }
    }
  }
}
