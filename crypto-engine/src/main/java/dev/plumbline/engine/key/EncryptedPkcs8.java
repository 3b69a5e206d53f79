package dev.plumbline.engine.key;

import dev.plumbline.engine.key.KeyFileException.Kind;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** {@code EncryptedPrivateKeyInfo} (RFC 5958 §3) with PBES2 and PBKDF2 (RFC 8018 §6.2, §5.2). */
final class EncryptedPkcs8 {
  /** Many times what OpenSSL uses; more would only hold the reader up. */
  private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(10_000_000);

  private static final Map<ASN1ObjectIdentifier, PasswordCipher> CIPHERS =
      Map.of(
          NISTObjectIdentifiers.id_aes128_CBC, PasswordCipher.AES_128,
          NISTObjectIdentifiers.id_aes192_CBC, PasswordCipher.AES_192,
          NISTObjectIdentifiers.id_aes256_CBC, PasswordCipher.AES_256,
          PKCSObjectIdentifiers.des_EDE3_CBC, PasswordCipher.DES_EDE3);

  private EncryptedPkcs8() {}

  /** Returns the PrivateKeyInfo inside, which the caller overwrites. */
  static byte[] decrypt(Fields encryptedPrivateKeyInfo, char[] password) throws KeyFileException {
    Fields algorithm = encryptedPrivateKeyInfo.sequence();
    byte[] ciphertext = encryptedPrivateKeyInfo.octets();
    ASN1ObjectIdentifier scheme = algorithm.oid();
    if (!scheme.equals(PKCSObjectIdentifiers.id_PBES2)) {
      throw PasswordCipher.unsupported("an old scheme (" + scheme.getId() + ")");
    }
    Fields pbes2 = algorithm.sequence();
    Fields derivation = pbes2.sequence();
    Fields encryption = pbes2.sequence();
    ASN1ObjectIdentifier cipherOid = encryption.oid();
    PasswordCipher cipher = CIPHERS.get(cipherOid);
    if (cipher == null) {
      throw PasswordCipher.unsupported("cipher " + cipherOid.getId());
    }
    byte[] iv = encryption.octets();
    return cipher.decrypt(pbkdf2(derivation, cipher, password), iv, ciphertext);
  }

  /** {@code PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 }}. */
  private static byte[] pbkdf2(Fields derivation, PasswordCipher cipher, char[] password) throws KeyFileException {
    ASN1ObjectIdentifier function = derivation.oid();
    if (!function.equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      throw PasswordCipher.unsupported("a key derivation other than PBKDF2 (" + function.getId() + ")");
    }
    Fields parameters = derivation.sequence();
    byte[] salt = parameters.octets();
    BigInteger iterations = parameters.integer();
    if (parameters.nextIs(ASN1Integer.class, 0)
        && !parameters.integer().equals(BigInteger.valueOf(cipher.keyLength()))) {
      throw Fields.damaged();
    }
    Digest prf =
        parameters.nextIs(ASN1Sequence.class, 0) ? digest(parameters.sequence().oid()) : new SHA1Digest();
    if (iterations.signum() <= 0 || iterations.compareTo(MAX_ITERATIONS) > 0) {
      throw new KeyFileException(
          Kind.UNSUPPORTED, "the key file asks for too many iterations of its password: encrypt the key anew");
    }
    byte[] secret = PasswordCipher.bytes(password);
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(prf);
    generator.init(secret, salt, iterations.intValueExact());
    KeyParameter key = (KeyParameter) generator.generateDerivedParameters(cipher.keyLength() * Byte.SIZE);
    Arrays.fill(secret, (byte) 0);
    return key.getKey();
  }

  private static Digest digest(ASN1ObjectIdentifier prf) throws KeyFileException {
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
      return new SHA1Digest();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
      return new SHA224Digest();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
      return SHA256Digest.newInstance();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
      return new SHA384Digest();
    }
    if (prf.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
      return new SHA512Digest();
    }
    throw PasswordCipher.unsupported("PBKDF2 over " + prf.getId());
  }
}
