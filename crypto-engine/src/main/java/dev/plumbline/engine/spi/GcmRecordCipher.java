package dev.plumbline.engine.spi;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.spi.Primitives.Aead;
import java.util.Arrays;

/**
 * GenericAEADCipher for AES-GCM (RFC 5246 §6.2.3.3, RFC 5288 §3): the salt and the nonce, the additional data, and
 * nothing else. Allocates nothing per record.
 */
final class GcmRecordCipher extends Held implements RecordCipher {
  private static final int SALT = 4;
  private static final int EXPLICIT_NONCE = 8;
  private static final int VERSION_TLS12 = 0x0303;

  private final Aead aead;
  private final byte[] nonce = new byte[Aead.NONCE_LENGTH];
  private final byte[] additionalData = new byte[8 + 1 + 2 + 2];
  private long firstNonce;
  private long nextToSeal;
  private boolean exhausted;

  GcmRecordCipher(Aead aead, byte[] keyBlock, int saltOffset) {
    this.aead = aead;
    System.arraycopy(keyBlock, saltOffset, nonce, 0, SALT);
  }

  @Override
  public int overhead() {
    return EXPLICIT_NONCE + Aead.TAG_LENGTH;
  }

  @Override
  public int explicitNonceLength() {
    return EXPLICIT_NONCE;
  }

  @Override
  public void countNoncesFrom(long first) {
    requireOpen();
    if (nextToSeal != 0 || exhausted) {
      throw new IllegalStateException("records were sealed already");
    }
    firstNonce = first;
  }

  /**
   * The explicit nonce is the sequence number, as RFC 5288 §3 suggests, or runs beside it, so it can't repeat while
   * sequence numbers do not; one that goes back is refused, because a nonce used twice gives the authentication key
   * away.
   */
  @Override
  public void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment)
      throws EngineException {
    requireOpen();
    if (exhausted || Long.compareUnsigned(sequence, nextToSeal) < 0) {
      throw new IllegalStateException("sequence number " + Long.toUnsignedString(sequence) + " was used before");
    }
    int length = plaintext.length();
    requireLayout(plaintext, fragment);
    long explicit = firstNonce + sequence;
    putLong(nonce, SALT, explicit);
    describe(sequence, contentType, length);
    int ciphertext = fragment.offset() + EXPLICIT_NONCE;
    aead.seal(nonce, additionalData, plaintext.array(), plaintext.offset(), length, fragment.array(), ciphertext);
    putLong(fragment.array(), fragment.offset(), explicit);
    nextToSeal = sequence + 1;
    exhausted = nextToSeal == 0;
  }

  @Override
  public void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
      throws PeerRejected, EngineException {
    requireOpen();
    requireLayout(plaintext, fragment);
    System.arraycopy(fragment.array(), fragment.offset(), nonce, SALT, EXPLICIT_NONCE);
    describe(sequence, contentType, plaintext.length());
    int ciphertext = fragment.offset() + EXPLICIT_NONCE;
    boolean authentic =
        aead.open(
            nonce,
            additionalData,
            fragment.array(),
            ciphertext,
            plaintext.length(),
            plaintext.array(),
            plaintext.offset());
    if (!authentic) {
      throw PeerRejected.recordMac();
    }
  }

  /** additional_data = seq_num ‖ type ‖ version ‖ length (RFC 5246 §6.2.3.3). */
  private void describe(long sequence, int contentType, int length) {
    putLong(additionalData, 0, sequence);
    additionalData[8] = (byte) contentType;
    additionalData[9] = (byte) (VERSION_TLS12 >>> 8);
    additionalData[10] = (byte) VERSION_TLS12;
    additionalData[11] = (byte) (length >>> 8);
    additionalData[12] = (byte) length;
  }

  private void requireLayout(CryptoView plaintext, CryptoView fragment) throws EngineException {
    if (fragment.length() - plaintext.length() != overhead()) {
      throw new EngineException(
          EngineException.Kind.BAD_BUFFER,
          "a fragment is " + overhead() + " bytes longer than its plaintext, not " + fragment.length() + " for "
              + plaintext.length());
    }
    int ciphertext = fragment.offset() + EXPLICIT_NONCE;
    boolean apart =
        plaintext.array() != fragment.array()
            || plaintext.length() == 0
            || plaintext.offset() >= fragment.offset() + fragment.length()
            || fragment.offset() >= plaintext.offset() + plaintext.length();
    if (!apart && plaintext.offset() != ciphertext) {
      throw new EngineException(
          EngineException.Kind.BAD_BUFFER, "plaintext and fragment overlap other than byte for byte");
    }
  }

  private static void putLong(byte[] out, int offset, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      out[offset + i] = (byte) (value >>> (56 - Byte.SIZE * i));
    }
  }

  @Override
  void forget() {
    aead.close();
    Arrays.fill(nonce, (byte) 0);
  }
}
