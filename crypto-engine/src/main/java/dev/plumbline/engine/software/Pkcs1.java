package dev.plumbline.engine.software;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.HashAlgorithm;
import java.util.Arrays;
import java.util.HexFormat;

/** The two paddings of PKCS#1 v1.5: for signatures (RFC 8017 §9.2) and for encryption (RFC 8017 §7.2.1). */
public final class Pkcs1 {
  private static final int MIN_PADDING = 8;

  private Pkcs1() {}

  /**
   * {@code 00 01 FF…FF 00 ‖ DigestInfo}. The hash's parameters are NULL, as RFC 8017 §9.2 note 1 writes them; the
   * form without, which older signers made, is none of these blocks. Verification compares whole blocks, so that
   * there is nothing to parse.
   */
  public static byte[] signatureBlock(HashAlgorithm hash, byte[] digest, int length) {
    byte[] prefix = digestInfoPrefix(hash);
    byte[] block = new byte[length];
    int separator = length - prefix.length - digest.length - 1;
    block[1] = 1;
    Arrays.fill(block, 2, separator, (byte) 0xFF);
    System.arraycopy(prefix, 0, block, separator + 1, prefix.length);
    System.arraycopy(digest, 0, block, separator + 1 + prefix.length, digest.length);
    return block;
  }

  /** {@code 00 02 ‖ non-zero random bytes ‖ 00 ‖ message}; the caller overwrites it. */
  static byte[] encryptionBlock(byte[] message, int length, Entropy entropy) {
    int separator = length - message.length - 1;
    if (separator < 2 + MIN_PADDING) {
      throw new IllegalArgumentException(message.length + " bytes are too many for a modulus of " + length);
    }
    byte[] block = new byte[length];
    block[1] = 2;
    entropy.fill(Purpose.PKCS1_PADDING, block, 2, separator - 2);
    for (int i = 2; i < separator; i++) {
      while (block[i] == 0) {
        entropy.fill(Purpose.PKCS1_PADDING, block, i, 1);
      }
    }
    System.arraycopy(message, 0, block, separator + 1, message.length);
    return block;
  }

  /** The DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1). */
  private static byte[] digestInfoPrefix(HashAlgorithm hash) {
    return HexFormat.of()
        .parseHex(
            switch (hash) {
              case SHA256 -> "3031300d060960864801650304020105000420";
              case SHA384 -> "3041300d060960864801650304020205000430";
              case SHA512 -> "3051300d060960864801650304020305000440";
            });
  }
}
