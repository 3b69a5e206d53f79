package dev.plumbline.engine.software;

import dev.plumbline.engine.HashAlgorithm;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.util.Memoable;

/** Bouncy Castle's digests by our names; all of them can take over each other's state without allocation. */
final class Digests {
  private Digests() {}

  static ExtendedDigest of(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> SHA256Digest.newInstance();
      case SHA384 -> new SHA384Digest();
      case SHA512 -> new SHA512Digest();
    };
  }

  /** Makes {@code to} continue from where {@code from} is, without allocation; both of the same algorithm. */
  static void copy(ExtendedDigest from, ExtendedDigest to) {
    ((Memoable) to).reset((Memoable) from);
  }

  static byte[] digest(HashAlgorithm algorithm, byte[]... parts) {
    ExtendedDigest digest = of(algorithm);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[algorithm.length()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
