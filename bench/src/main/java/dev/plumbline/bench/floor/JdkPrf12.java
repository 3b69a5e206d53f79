package dev.plumbline.bench.floor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** P_SHA256 (RFC 5246 §5) over the JDK's HMAC, with one label as good as any other. */
public final class JdkPrf12 {
  private static final byte[] LABEL = "client finished".getBytes(StandardCharsets.US_ASCII);

  private final Mac mac;
  private final byte[] a = new byte[32];
  private final byte[] block = new byte[32];

  public JdkPrf12(byte[] secret) throws GeneralSecurityException {
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
  }

  public void expand(byte[] out, byte[] seed) throws GeneralSecurityException {
    mac.update(LABEL);
    mac.update(seed);
    mac.doFinal(a, 0);
    for (int done = 0; done < out.length; done += block.length) {
      mac.update(a);
      mac.update(LABEL);
      mac.update(seed);
      mac.doFinal(block, 0);
      System.arraycopy(block, 0, out, done, Math.min(block.length, out.length - done));
      if (out.length - done > block.length) {
        mac.update(a);
        mac.doFinal(a, 0);
      }
    }
  }
}
