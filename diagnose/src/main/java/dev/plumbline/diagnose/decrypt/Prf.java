package dev.plumbline.diagnose.decrypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The pseudorandom functions of TLS 1.2 (RFC 5246 §5) and of the versions before it (RFC 2246 §5). */
enum Prf {
  MD5_SHA1("HmacMD5", "HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA384("HmacSHA384");

  private final String[] macs;

  Prf(String... macs) {
    this.macs = macs;
  }

  byte[] expand(byte[] secret, String label, byte[] firstSeed, byte[] secondSeed, int length)
      throws GeneralSecurityException {
    byte[] seed = concat(label.getBytes(StandardCharsets.US_ASCII), firstSeed, secondSeed);
    byte[] out = new byte[length];
    // With two hashes each has half of the secret, the middle byte shared if the length is odd.
    int half = macs.length == 1 ? secret.length : (secret.length + 1) / 2;
    for (int i = 0; i < macs.length; i++) {
      int from = i == 0 ? 0 : secret.length - half;
      xor(out, hash(macs[i], Arrays.copyOfRange(secret, from, from + half), seed, length));
    }
    return out;
  }

  private static byte[] hash(String algorithm, byte[] secret, byte[] seed, int length)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret, algorithm));
    byte[] out = new byte[length];
    byte[] a = seed;
    for (int done = 0; done < length; done += mac.getMacLength()) {
      a = mac.doFinal(a);
      mac.update(a);
      byte[] block = mac.doFinal(seed);
      System.arraycopy(block, 0, out, done, Math.min(block.length, length - done));
    }
    return out;
  }

  private static void xor(byte[] target, byte[] other) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= other[i];
    }
  }

  static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
