package dev.plumbline.engine.key;

import dev.plumbline.engine.key.KeyFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.RuntimeCryptoException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The ciphers that key files are encrypted with: AES and triple DES, in CBC mode with PKCS#7 padding. */
enum PasswordCipher {
  AES_128("AES-128-CBC", 16),
  AES_192("AES-192-CBC", 24),
  AES_256("AES-256-CBC", 32),
  DES_EDE3("DES-EDE3-CBC", 24);

  private final String opensslName;
  private final int keyLength;

  PasswordCipher(String opensslName, int keyLength) {
    this.opensslName = opensslName;
    this.keyLength = keyLength;
  }

  String opensslName() {
    return opensslName;
  }

  int keyLength() {
    return keyLength;
  }

  int blockLength() {
    return this == DES_EDE3 ? 8 : 16;
  }

  /**
   * Decrypts, and overwrites the key.
   *
   * @throws KeyFileException if the padding says that the password is wrong
   */
  byte[] decrypt(byte[] key, byte[] iv, byte[] ciphertext) throws KeyFileException {
    if (iv.length != blockLength()) {
      throw Fields.damaged();
    }
    BlockCipher block = this == DES_EDE3 ? new DESedeEngine() : AESEngine.newInstance();
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(block), new PKCS7Padding());
    byte[] plain = new byte[ciphertext.length + blockLength()];
    try {
      cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
      int length = cipher.processBytes(ciphertext, 0, ciphertext.length, plain, 0);
      length += cipher.doFinal(plain, length);
      return Arrays.copyOf(plain, length);
    } catch (CryptoException | RuntimeCryptoException e) {
      throw wrongPassword();
    } finally {
      Arrays.fill(plain, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The password in UTF-8, which the caller overwrites. */
  static byte[] bytes(char[] password) throws KeyFileException {
    if (password == null) {
      throw new KeyFileException(Kind.PASSWORD_NEEDED, "the private key is encrypted: give its password");
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  static KeyFileException wrongPassword() {
    return new KeyFileException(
        Kind.WRONG_PASSWORD, "the password does not open the private key: check it, or that the file is whole");
  }

  static KeyFileException unsupported(String how) {
    return new KeyFileException(
        Kind.UNSUPPORTED,
        "the private key is encrypted with "
            + how
            + ", which is not supported: convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW");
  }
}
