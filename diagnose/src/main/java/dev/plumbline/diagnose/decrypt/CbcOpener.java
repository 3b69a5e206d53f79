package dev.plumbline.diagnose.decrypt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Records under a block cipher and a MAC (RFC 5246 §6.2.3.2), the MAC inside or, by RFC 7366, outside. Before TLS 1.1
 * each record's IV is the end of the record before it.
 */
final class CbcOpener implements RecordOpener {
  private static final int MAC_HEADER = 13;

  private final boolean chained;
  private final boolean macOutside;
  private final int block;
  private final Cipher cipher;
  private final SecretKeySpec key;
  private final Mac mac;
  /** Where IVs are chained: the end of the last record, or null if that is not known. */
  private byte[] chain;

  CbcOpener(Negotiated negotiated, SuiteCipher suite, byte[] macKey, byte[] key, byte[] iv)
      throws GeneralSecurityException {
    boolean aes = suite.mode() == SuiteCipher.Mode.AES_CBC;
    this.chained = negotiated.version() == RecordCiphers.TLS10;
    this.macOutside = negotiated.encryptThenMac();
    this.block = suite.blockLength();
    this.cipher = Cipher.getInstance(aes ? "AES/CBC/NoPadding" : "DESede/CBC/NoPadding");
    this.key = new SecretKeySpec(key, aes ? "AES" : "DESede");
    this.mac = Mac.getInstance(suite.mac().algorithm);
    this.mac.init(new SecretKeySpec(macKey, suite.mac().algorithm));
    this.chain = iv;
  }

  @Override
  public Optional<byte[]> open(long number, int contentType, int version, byte[] fragment) {
    int outside = macOutside ? mac.getMacLength() : 0;
    int begin = chained ? 0 : block;
    int length = fragment.length - begin - outside;
    byte[] iv = chained ? chain : Arrays.copyOf(fragment, Math.min(block, fragment.length));
    if (length < block || length % block != 0 || iv == null) {
      return Optional.empty();
    }
    if (macOutside && !verifies(number, contentType, version, fragment, fragment.length - outside)) {
      return Optional.empty();
    }
    Optional<byte[]> content = decrypt(iv, fragment, begin, length);
    if (!macOutside) {
      content = content.filter(all -> verifies(number, contentType, version, all, all.length - mac.getMacLength()));
      content = content.map(all -> Arrays.copyOf(all, all.length - mac.getMacLength()));
    }
    if (content.isPresent()) {
      passedOver(fragment);
    }
    return content;
  }

  /** The plaintext without its padding. */
  private Optional<byte[]> decrypt(byte[] iv, byte[] fragment, int begin, int length) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      byte[] padded = cipher.doFinal(fragment, begin, length);
      int padding = (padded[padded.length - 1] & 0xFF) + 1;
      return padding > padded.length ? Optional.empty() : Optional.of(Arrays.copyOf(padded, padded.length - padding));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Whether what follows the first {@code length} bytes is their MAC (RFC 5246 §6.2.3.1). */
  private boolean verifies(long number, int contentType, int version, byte[] bytes, int length) {
    if (length < 0) {
      return false;
    }
    mac.update(
        ByteBuffer.allocate(MAC_HEADER)
            .putLong(number)
            .put((byte) contentType)
            .putShort((short) version)
            .putShort((short) length)
            .array());
    mac.update(bytes, 0, length);
    return MessageDigest.isEqual(mac.doFinal(), Arrays.copyOfRange(bytes, length, length + mac.getMacLength()));
  }

  @Override
  public void passedOver(byte[] fragment) {
    int end = fragment == null ? 0 : fragment.length - (macOutside ? mac.getMacLength() : 0);
    chain = end < block ? null : Arrays.copyOfRange(fragment, end - block, end);
  }
}
