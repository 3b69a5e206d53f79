package dev.plumbline.engine.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * OpenSSL's older encryption of a whole PEM body: DEK-Info names cipher and IV, whose first 8 bytes salt one round of
 * MD5 over the password. Weak, and still what many keys on disk have.
 */
final class TraditionalPemCipher {
  private static final int SALT_LENGTH = 8;

  private TraditionalPemCipher() {}

  /**
   * Returns the DER inside, which the caller overwrites.
   *
   * @param dekInfo the header's value, such as {@code AES-256-CBC,0123…}
   */
  static byte[] decrypt(String dekInfo, byte[] ciphertext, char[] password) throws KeyFileException {
    int comma = dekInfo.indexOf(',');
    String name = comma < 0 ? dekInfo : dekInfo.substring(0, comma);
    PasswordCipher cipher = null;
    for (PasswordCipher candidate : PasswordCipher.values()) {
      if (candidate.opensslName().equals(name)) {
        cipher = candidate;
      }
    }
    if (cipher == null) {
      throw PasswordCipher.unsupported("cipher " + name.replaceAll("[^A-Za-z0-9-]", "?"));
    }
    byte[] iv = iv(dekInfo.substring(comma + 1).strip());
    if (iv.length != cipher.blockLength()) {
      throw Fields.damaged();
    }
    byte[] secret = PasswordCipher.bytes(password);
    OpenSSLPBEParametersGenerator generator = new OpenSSLPBEParametersGenerator(new MD5Digest());
    generator.init(secret, Arrays.copyOf(iv, SALT_LENGTH));
    KeyParameter key = (KeyParameter) generator.generateDerivedParameters(cipher.keyLength() * Byte.SIZE);
    Arrays.fill(secret, (byte) 0);
    return cipher.decrypt(key.getKey(), iv, ciphertext);
  }

  private static byte[] iv(String hex) throws KeyFileException {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw Fields.damaged();
    }
  }
}
