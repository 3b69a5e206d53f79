package dev.plumbline.diagnose.decrypt;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-CCM with a tag of 16 or 8 bytes (RFC 6655), which the JDK does not have. */
final class CcmCipher implements Aead {
  private final KeyParameter key;
  private final int tagLength;

  CcmCipher(byte[] key, int tagLength) {
    this.key = new KeyParameter(key);
    this.tagLength = tagLength;
  }

  @Override
  public int tagLength() {
    return tagLength;
  }

  @Override
  public byte[] open(byte[] nonce, byte[] associated, byte[] in, int offset, int length)
      throws GeneralSecurityException {
    CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(false, new AEADParameters(key, 8 * tagLength, nonce, associated));
    byte[] out = new byte[cipher.getOutputSize(length)];
    int written = cipher.processBytes(in, offset, length, out, 0);
    try {
      cipher.doFinal(out, written);
    } catch (InvalidCipherTextException e) {
      throw new AEADBadTagException(e.getMessage());
    }
    return out;
  }
}
