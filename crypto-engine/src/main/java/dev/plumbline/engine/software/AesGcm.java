package dev.plumbline.engine.software;

import dev.plumbline.engine.spi.Primitives.Aead;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES-GCM (NIST SP 800-38D §7) over Bouncy Castle's AES, for 12-byte nonces and 16-byte tags only: in place, and
 * without allocation after construction, which is why it is not Bouncy Castle's GCM mode (32 bytes for every block of
 * 16).
 *
 * <p>The tag is checked over the ciphertext before anything is decrypted. Not thread-safe.
 */
final class AesGcm implements Aead {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int BLOCK = Ghash.BLOCK;

  private BlockCipher aes = AESEngine.newInstance();
  private final Ghash ghash;
  private final byte[] counter = new byte[BLOCK];
  private final byte[] keyStream = new byte[BLOCK];
  private final byte[] tagMask = new byte[BLOCK];
  private final byte[] expectedTag = new byte[TAG_LENGTH];
  private final byte[] receivedTag = new byte[TAG_LENGTH];

  /**
   * @param key 16, 24 or 32 bytes, not kept
   */
  AesGcm(byte[] key) {
    aes.init(true, new KeyParameter(key));
    byte[] h = new byte[BLOCK];
    aes.processBlock(h, 0, h, 0);
    ghash = new Ghash(h);
    Arrays.fill(h, (byte) 0);
  }

  @Override
  public void seal(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    start(nonce, aad);
    applyKeyStream(in, inOffset, length, out, outOffset);
    ghash.update(out, outOffset, length);
    ghash.block((long) aad.length * Byte.SIZE, (long) length * Byte.SIZE);
    ghash.writeTag(tagMask, out, outOffset + length);
  }

  @Override
  public boolean open(byte[] nonce, byte[] aad, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    start(nonce, aad);
    ghash.update(in, inOffset, length);
    ghash.block((long) aad.length * Byte.SIZE, (long) length * Byte.SIZE);
    ghash.writeTag(tagMask, expectedTag, 0);
    System.arraycopy(in, inOffset + length, receivedTag, 0, TAG_LENGTH);
    if (!MessageDigest.isEqual(expectedTag, receivedTag)) {
      return false;
    }
    applyKeyStream(in, inOffset, length, out, outOffset);
    return true;
  }

  /** J0 = nonce ‖ 1, whose encryption masks the tag; the data's counter starts at 2 (SP 800-38D §7.1). */
  private void start(byte[] nonce, byte[] aad) {
    if (nonce.length != NONCE_LENGTH) {
      throw new IllegalArgumentException("a nonce has " + NONCE_LENGTH + " bytes, not " + nonce.length);
    }
    System.arraycopy(nonce, 0, counter, 0, NONCE_LENGTH);
    INTS.set(counter, NONCE_LENGTH, 1);
    aes.processBlock(counter, 0, tagMask, 0);
    ghash.reset();
    ghash.update(aad, 0, aad.length);
  }

  private void applyKeyStream(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int block = 2;
    int done = 0;
    for (; length - done >= BLOCK; done += BLOCK) {
      nextKeyStream(block++);
      xorLong(in, inOffset + done, out, outOffset + done, 0);
      xorLong(in, inOffset + done, out, outOffset + done, Long.BYTES);
    }
    if (done < length) {
      nextKeyStream(block);
      for (int i = 0; done + i < length; i++) {
        out[outOffset + done + i] = (byte) (in[inOffset + done + i] ^ keyStream[i]);
      }
    }
    Arrays.fill(keyStream, (byte) 0);
  }

  private void nextKeyStream(int block) {
    INTS.set(counter, NONCE_LENGTH, block);
    aes.processBlock(counter, 0, keyStream, 0);
  }

  private void xorLong(byte[] in, int inAt, byte[] out, int outAt, int half) {
    LONGS.set(out, outAt + half, (long) LONGS.get(in, inAt + half) ^ (long) LONGS.get(keyStream, half));
  }

  /** Bouncy Castle keeps the key schedule to itself, so it is dropped rather than overwritten. */
  @Override
  public void close() {
    aes = null;
    ghash.wipe();
    Arrays.fill(tagMask, (byte) 0);
    Arrays.fill(counter, (byte) 0);
  }
}
