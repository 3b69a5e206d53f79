package dev.plumbline.engine.software;

import dev.plumbline.engine.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Arrays;

/** EMSA-PSS with MGF1, one hash for everything, and a salt as long as the hash (RFC 8017 §9.1, RFC 8446 §4.2.3). */
final class Pss {
  private static final int TRAILER = 0xBC;
  private static final byte[] ZEROS = new byte[8];

  private Pss() {}

  /**
   * EMSA-PSS-ENCODE.
   *
   * @param emBits one less than the modulus has
   */
  static byte[] encode(HashAlgorithm hash, byte[] digest, byte[] salt, int emBits) {
    byte[] em = new byte[emLength(emBits)];
    byte[] h = Digests.digest(hash, ZEROS, digest, salt);
    int dbLength = em.length - h.length - 1;
    em[dbLength - salt.length - 1] = 1;
    System.arraycopy(salt, 0, em, dbLength - salt.length, salt.length);
    mask(hash, h, em, dbLength);
    em[0] &= (byte) (0xFF >>> unusedBits(em, emBits));
    System.arraycopy(h, 0, em, dbLength, h.length);
    em[em.length - 1] = (byte) TRAILER;
    return em;
  }

  /** EMSA-PSS-VERIFY: true for "consistent". */
  static boolean verify(HashAlgorithm hash, byte[] digest, byte[] em, int emBits) {
    int dbLength = em.length - hash.length() - 1;
    int padding = dbLength - hash.length() - 1;
    int unused = unusedBits(em, emBits);
    if (padding < 0 || em[em.length - 1] != (byte) TRAILER || (em[0] & 0xFF) >>> (Byte.SIZE - unused) != 0) {
      return false;
    }
    byte[] h = Arrays.copyOfRange(em, dbLength, em.length - 1);
    byte[] db = Arrays.copyOf(em, dbLength);
    mask(hash, h, db, dbLength);
    db[0] &= (byte) (0xFF >>> unused);
    for (int i = 0; i < padding; i++) {
      if (db[i] != 0) {
        return false;
      }
    }
    byte[] salt = Arrays.copyOfRange(db, padding + 1, dbLength);
    return db[padding] == 1 && MessageDigest.isEqual(h, Digests.digest(hash, ZEROS, digest, salt));
  }

  static int emLength(int emBits) {
    return (emBits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static int unusedBits(byte[] em, int emBits) {
    return Byte.SIZE * em.length - emBits;
  }

  /** Exclusive-ors MGF1(seed) over the first {@code length} bytes (RFC 8017 §B.2.1). */
  private static void mask(HashAlgorithm hash, byte[] seed, byte[] block, int length) {
    byte[] counter = new byte[Integer.BYTES];
    for (int done = 0; done < length; done += hash.length()) {
      byte[] mask = Digests.digest(hash, seed, counter);
      for (int i = 0; i < mask.length && done + i < length; i++) {
        block[done + i] ^= mask[i];
      }
      counter[Integer.BYTES - 1]++;
    }
  }
}
