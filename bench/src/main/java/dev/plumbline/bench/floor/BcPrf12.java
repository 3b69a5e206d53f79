package dev.plumbline.bench.floor;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** P_SHA256 (RFC 5246 §5) over Bouncy Castle's HMAC, with one label as good as any other. */
public final class BcPrf12 {
  private static final byte[] LABEL = "client finished".getBytes(StandardCharsets.US_ASCII);

  private final HMac hmac = new HMac(new SHA256Digest());
  private final byte[] a = new byte[32];
  private final byte[] block = new byte[32];

  public BcPrf12(byte[] secret) {
    hmac.init(new KeyParameter(secret));
  }

  public void expand(byte[] out, byte[] seed) {
    hmac.update(LABEL, 0, LABEL.length);
    hmac.update(seed, 0, seed.length);
    hmac.doFinal(a, 0);
    for (int done = 0; done < out.length; done += block.length) {
      hmac.update(a, 0, a.length);
      hmac.update(LABEL, 0, LABEL.length);
      hmac.update(seed, 0, seed.length);
      hmac.doFinal(block, 0);
      System.arraycopy(block, 0, out, done, Math.min(block.length, out.length - done));
      if (out.length - done > block.length) {
        hmac.update(a, 0, a.length);
        hmac.doFinal(a, 0);
      }
    }
  }
}
