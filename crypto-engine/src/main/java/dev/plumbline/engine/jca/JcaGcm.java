package dev.plumbline.engine.jca;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.spi.Primitives.Aead;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM of a provider. It seals in place; it opens into a buffer of its own and copies, because providers write
 * plaintext before they know the tag, or zeros after a wrong one, where nothing may be written.
 *
 * <p>Per record a parameter object and what the provider allocates are garbage: JCA offers no other way. Not
 * thread-safe.
 */
final class JcaGcm implements Aead {
  private static final String WHAT = "AES-GCM";
  private static final int TAG_BITS = TAG_LENGTH * Byte.SIZE;
  private static final byte[] NOTHING = new byte[0];

  private final ServiceSource source;
  private SecretKeySpec key;
  private Cipher sealing;
  private Cipher opening;
  private byte[] opened = NOTHING;

  JcaGcm(byte[] key, int offset, int length, ServiceSource source) throws EngineException {
    this.source = source;
    this.key = new SecretKeySpec(key, offset, length, "AES");
  }

  @Override
  public void seal(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
      throws EngineException {
    requireNonce(nonce);
    try {
      if (sealing == null) {
        sealing = source.aesGcm();
      }
      sealing.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      sealing.updateAAD(aad);
      sealing.doFinal(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed(WHAT, e);
    }
  }

  @Override
  public boolean open(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset)
      throws EngineException {
    requireNonce(nonce);
    if (opened.length < length + TAG_LENGTH) {
      opened = new byte[length + TAG_LENGTH]; // some providers want room for the tag as well
    }
    try {
      if (opening == null) {
        opening = source.aesGcm();
      }
      opening.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      opening.updateAAD(aad);
      opening.doFinal(in, inOffset, length + TAG_LENGTH, opened, 0);
      System.arraycopy(opened, 0, out, outOffset, length);
      return true;
    } catch (BadPaddingException wrongTag) {
      return false;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed(WHAT, e);
    } finally {
      Arrays.fill(opened, 0, length + TAG_LENGTH, (byte) 0);
    }
  }

  private static void requireNonce(byte[] nonce) {
    if (nonce.length != NONCE_LENGTH) {
      throw new IllegalArgumentException("a nonce has " + NONCE_LENGTH + " bytes, not " + nonce.length);
    }
  }

  /** Neither Java's key object nor a provider's key schedule can be overwritten: they are dropped. */
  @Override
  public void close() {
    key = null;
    sealing = null;
    opening = null;
  }
}
