package dev.plumbline.diagnose.proof;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The block of RSASSA-PSS (RFC 8017 §9.1). */
final class PssBlock {
  private static final int TRAILER = 0xBC;

  private PssBlock() {}

  /**
   * The length of the salt with which this block encodes that digest; -1 if it doesn't.
   *
   * @param block as long as the modulus
   */
  static int salt(byte[] block, int modulusBits, byte[] digest, String hash, String maskHash) {
    int bits = modulusBits - 1;
    int length = (bits + 7) / 8;
    byte[] encoded = Arrays.copyOfRange(block, block.length - length, block.length);
    int hashLength = DigestCandidate.hash(hash, new byte[0]).length;
    int maskedLength = length - hashLength - 1;
    if (maskedLength < 1 || (encoded[length - 1] & 0xFF) != TRAILER) {
      return -1;
    }
    byte[] found = Arrays.copyOfRange(encoded, maskedLength, maskedLength + hashLength);
    byte[] data = Arrays.copyOf(encoded, maskedLength);
    byte[] mask = mask(found, maskedLength, maskHash);
    for (int i = 0; i < maskedLength; i++) {
      data[i] ^= mask[i];
    }
    data[0] &= 0xFF >> 8 * length - bits;
    int at = 0;
    while (at < maskedLength && data[at] == 0) {
      at++;
    }
    if (at == maskedLength || data[at] != 1) {
      return -1;
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    again.writeBytes(new byte[8]);
    again.writeBytes(digest);
    again.write(data, at + 1, maskedLength - at - 1);
    return Arrays.equals(DigestCandidate.hash(hash, again.toByteArray()), found) ? maskedLength - at - 1 : -1;
  }

  /** MGF1 (RFC 8017 §B.2.1). */
  private static byte[] mask(byte[] seed, int length, String hash) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int counter = 0; out.size() < length; counter++) {
      byte[] input = Arrays.copyOf(seed, seed.length + 4);
      for (int i = 0; i < 4; i++) {
        input[seed.length + i] = (byte) (counter >>> 24 - 8 * i);
      }
      out.writeBytes(DigestCandidate.hash(hash, input));
    }
    return Arrays.copyOf(out.toByteArray(), length);
  }
}
