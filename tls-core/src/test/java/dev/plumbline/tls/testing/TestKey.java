package dev.plumbline.tls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** A key pair that follows from its kind and name alone: the same in every run, and made once per JVM. */
public final class TestKey {
  /** The kinds of key that certificates of these tests have. */
  public enum Kind {
    EC_P192,
    EC_P256,
    EC_P384,
    EC_P521,
    ED25519,
    RSA_1024,
    RSA_2048,
    RSA_3072,
    RSA_4096;

    int rsaBits() {
      return Integer.parseInt(name().substring("RSA_".length()));
    }
  }

  private static final Map<String, TestKey> MADE = new ConcurrentHashMap<>();

  private final Kind kind;
  private final String name;
  private final AsymmetricCipherKeyPair pair;

  private TestKey(Kind kind, String name, AsymmetricCipherKeyPair pair) {
    this.kind = kind;
    this.name = name;
    this.pair = pair;
  }

  /** The key of this kind and name. RSA keys take a moment the first time. */
  public static TestKey of(Kind kind, String name) {
    return MADE.computeIfAbsent(kind + "/" + name, key -> new TestKey(kind, name, make(kind, key)));
  }

  private static AsymmetricCipherKeyPair make(Kind kind, String seed) {
    return switch (kind) {
      case EC_P192 -> ec(SECObjectIdentifiers.secp192r1, seed);
      case EC_P256 -> ec(SECObjectIdentifiers.secp256r1, seed);
      case EC_P384 -> ec(SECObjectIdentifiers.secp384r1, seed);
      case EC_P521 -> ec(SECObjectIdentifiers.secp521r1, seed);
      case ED25519 -> {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SeededRandom(seed)));
        yield generator.generateKeyPair();
      }
      default -> {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(
            new RSAKeyGenerationParameters(
                BigInteger.valueOf(65537), new SeededRandom(seed), kind.rsaBits(), 64));
        yield generator.generateKeyPair();
      }
    };
  }

  private static AsymmetricCipherKeyPair ec(ASN1ObjectIdentifier curve, String seed) {
    X9ECParameters parameters = SECNamedCurves.getByOID(curve);
    ECNamedDomainParameters domain = new ECNamedDomainParameters(curve, parameters);
    byte[] wide = new byte[parameters.getN().bitLength() / 8 + 9];
    new SeededRandom(seed).nextBytes(wide);
    BigInteger d = new BigInteger(1, wide).mod(domain.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    return new AsymmetricCipherKeyPair(
        new ECPublicKeyParameters(domain.getG().multiply(d).normalize(), domain),
        new ECPrivateKeyParameters(d, domain));
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  /** The pair as Bouncy Castle's lightweight API has it. */
  public AsymmetricCipherKeyPair pair() {
    return pair;
  }

  public SubjectPublicKeyInfo subjectPublicKeyInfo() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PKCS#8 PrivateKeyInfo, DER. */
  public byte[] pkcs8() {
    try {
      return privateKeyInfo().getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String pkcs8Pem() {
    return Pem.text("PRIVATE KEY", pkcs8());
  }

  /** The older form of the key: SEC1 {@code EC PRIVATE KEY} for EC, PKCS#1 {@code RSA PRIVATE KEY} for RSA. */
  public String traditionalPem() {
    try {
      PrivateKeyInfo info = privateKeyInfo();
      if (kind.name().startsWith("RSA")) {
        return Pem.text("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded("DER"));
      }
      ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
      AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
      ECPrivateKey complete =
          new ECPrivateKey(
              ((ECPrivateKeyParameters) pair.getPrivate()).getParameters().getN().bitLength(),
              key.getKey(),
              subjectPublicKeyInfo().getPublicKeyData(),
              algorithm.getParameters());
      return Pem.text("EC PRIVATE KEY", complete.getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For servers that run in the JVM. */
  public PrivateKey privateKey() {
    try {
      return KeyFactory.getInstance(jcaName()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public PublicKey publicKey() {
    try {
      return KeyFactory.getInstance(jcaName())
          .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo().getEncoded("DER")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PrivateKeyInfo privateKeyInfo() throws IOException {
    return PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate());
  }

  private String jcaName() {
    return kind.name().startsWith("RSA") ? "RSA" : kind == Kind.ED25519 ? "Ed25519" : "EC";
  }

  /** SHA-256 in counter mode over a name: the same stream for the same name, whoever asks. */
  static final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final String seed;
    private byte[] block = new byte[0];
    private int used;
    private int counter;

    SeededRandom(String seed) {
      super(null, null);
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        if (used == block.length) {
          block = sha256(seed + "#" + counter++);
          used = 0;
        }
        bytes[i] = block[used++];
      }
    }

    private static byte[] sha256(String text) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
