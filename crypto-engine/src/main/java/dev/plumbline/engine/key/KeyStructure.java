package dev.plumbline.engine.key;

import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.KeyFileException.Kind;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import dev.plumbline.engine.spi.RsaPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The DER structures that hold a private key, told apart by their first fields rather than by what a PEM label
 * claims.
 */
final class KeyStructure {
  private static final int PKCS12_VERSION = 3;

  private KeyStructure() {}

  static PrivateKeyMaterial read(byte[] der, char[] password) throws KeyFileException {
    Fields fields = Fields.ofDer(der);
    if (fields.nextIs(ASN1Sequence.class, 0) && fields.nextIs(ASN1OctetString.class, 1)) {
      byte[] decrypted = EncryptedPkcs8.decrypt(fields, password);
      try {
        return readDecrypted(decrypted);
      } finally {
        Arrays.fill(decrypted, (byte) 0);
      }
    }
    return readPlain(der, fields);
  }

  /** One decryption in 256 with the wrong password ends in what looks like padding; but not in a key. */
  static PrivateKeyMaterial readDecrypted(byte[] der) throws KeyFileException {
    Fields fields;
    try {
      fields = Fields.ofDer(der);
    } catch (KeyFileException e) {
      throw PasswordCipher.wrongPassword();
    }
    return readPlain(der, fields);
  }

  private static PrivateKeyMaterial readPlain(byte[] der, Fields fields) throws KeyFileException {
    if (fields.nextIs(ASN1Integer.class, 0)) {
      if (fields.nextIs(ASN1Integer.class, 1)) {
        return rsa(der);
      }
      if (fields.nextIs(ASN1OctetString.class, 1)) {
        return EcKeyStructure.read(fields, null);
      }
      if (fields.nextIs(ASN1Sequence.class, 1)) {
        return pkcs8(fields);
      }
    }
    if (fields.nextIs(ASN1Sequence.class, 0) && fields.nextIs(ASN1BitString.class, 1)) {
      throw new KeyFileException(
          Kind.NO_KEY, "the file is a public key: give the private key that belongs to it");
    }
    if (fields.nextIs(ASN1Sequence.class, 0) && fields.nextIs(ASN1Sequence.class, 1)) {
      throw new KeyFileException(
          Kind.NO_KEY, "the file is a certificate or a request for one: give the private key that it was made with");
    }
    throw Fields.damaged();
  }

  /** {@code PrivateKeyInfo ::= SEQUENCE { version, privateKeyAlgorithm, privateKey, … }} (RFC 5958 §2). */
  private static PrivateKeyMaterial pkcs8(Fields fields) throws KeyFileException {
    BigInteger version = fields.integer();
    Fields algorithm = fields.sequence();
    if (version.equals(BigInteger.valueOf(PKCS12_VERSION))) {
      throw new KeyFileException(
          Kind.UNSUPPORTED,
          "the file is a PKCS#12 store: take the key out with: openssl pkcs12 -in FILE -nocerts -nodes -out key.pem");
    }
    ASN1ObjectIdentifier oid = algorithm.oid();
    ASN1Encodable parameters =
        algorithm.nextIs(ASN1Primitive.class, 0) ? algorithm.take(ASN1Primitive.class) : null;
    byte[] key = fields.octets();
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa(key);
    }
    if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return EcKeyStructure.read(Fields.ofDer(key), parameters);
    }
    throw new KeyFileException(
        Kind.UNSUPPORTED,
        name(oid)
            + " keys are not supported: use an EC key on P-256 or P-384, or an RSA key, and a certificate for it");
  }

  /** Names for the algorithms that OpenSSL makes keys of (RFC 8410 §3, RFC 8017 §A.2.3). */
  private static String name(ASN1ObjectIdentifier oid) {
    return switch (oid.getId()) {
      case "1.3.101.110" -> "X25519";
      case "1.3.101.112" -> "Ed25519";
      case "1.3.101.113" -> "Ed448";
      case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
      default -> "algorithm " + oid.getId();
    };
  }

  private static PrivateKeyMaterial rsa(byte[] pkcs1) throws KeyFileException {
    SecretBytes secret = SecretBytes.adopt(pkcs1.clone());
    try {
      RsaKeyNumbers.of(secret);
      return new RsaPrivateKey(secret);
    } catch (IllegalArgumentException e) {
      secret.close();
      throw new KeyFileException(Kind.DAMAGED, e.getMessage() + ": copy or export the key again");
    }
  }
}
