package dev.plumbline.diagnose.decrypt;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM (RFC 5288) and ChaCha20-Poly1305 (RFC 7905). */
final class JcaAead implements Aead {
  private static final int TAG = 16;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final Function<byte[], AlgorithmParameterSpec> parameters;

  private JcaAead(Cipher cipher, SecretKeySpec key, Function<byte[], AlgorithmParameterSpec> parameters) {
    this.cipher = cipher;
    this.key = key;
    this.parameters = parameters;
  }

  static JcaAead gcm(byte[] key) throws GeneralSecurityException {
    return new JcaAead(
        Cipher.getInstance("AES/GCM/NoPadding"),
        new SecretKeySpec(key, "AES"),
        nonce -> new GCMParameterSpec(8 * TAG, nonce));
  }

  static JcaAead chacha20(byte[] key) throws GeneralSecurityException {
    return new JcaAead(
        Cipher.getInstance("ChaCha20-Poly1305"), new SecretKeySpec(key, "ChaCha20"), IvParameterSpec::new);
  }

  @Override
  public int tagLength() {
    return TAG;
  }

  @Override
  public byte[] open(byte[] nonce, byte[] associated, byte[] in, int offset, int length)
      throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, parameters.apply(nonce));
    cipher.updateAAD(associated);
    return cipher.doFinal(in, offset, length);
  }
}
