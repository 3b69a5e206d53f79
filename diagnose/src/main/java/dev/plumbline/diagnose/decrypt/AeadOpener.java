package dev.plumbline.diagnose.decrypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Records under an AEAD: with an explicit part of the nonce (RFC 5288 §3), or with none (RFC 7905 §2). */
final class AeadOpener implements RecordOpener {
  private static final int NONCE = 12;
  private static final int ASSOCIATED = 13;

  private final Aead aead;
  private final byte[] iv;
  private final int explicit;

  AeadOpener(Aead aead, byte[] iv, int explicit) {
    this.aead = aead;
    this.iv = iv;
    this.explicit = explicit;
  }

  @Override
  public Optional<byte[]> open(long number, int contentType, int version, byte[] fragment) {
    int length = fragment.length - explicit - aead.tagLength();
    if (length < 0) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE];
    System.arraycopy(iv, 0, nonce, 0, iv.length);
    if (explicit > 0) {
      System.arraycopy(fragment, 0, nonce, iv.length, explicit);
    } else {
      for (int i = 0; i < Long.BYTES; i++) {
        nonce[NONCE - 1 - i] ^= (byte) (number >>> 8 * i);
      }
    }
    byte[] associated =
        ByteBuffer.allocate(ASSOCIATED)
            .putLong(number)
            .put((byte) contentType)
            .putShort((short) version)
            .putShort((short) length)
            .array();
    try {
      return Optional.of(aead.open(nonce, associated, fragment, explicit, fragment.length - explicit));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
