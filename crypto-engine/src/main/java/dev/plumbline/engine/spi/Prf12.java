package dev.plumbline.engine.spi;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.spi.Primitives.Hmac;
import java.util.Arrays;

/**
 * The TLS 1.2 PRF with one secret: {@code P_hash(secret, label ‖ seed)} (RFC 5246 §5).
 *
 * <p>Keyed once and used for as many outputs as the secret has uses. The seed comes in chunks and is never
 * concatenated. Not thread-safe.
 */
public final class Prf12 implements AutoCloseable {
  private final HashAlgorithm hash;
  private final Hmac hmac;
  private final byte[] a;
  private final byte[] block;

  private Prf12(HashAlgorithm hash, Hmac hmac) {
    this.hash = hash;
    this.hmac = hmac;
    this.a = new byte[hash.length()];
    this.block = new byte[hash.length()];
  }

  /** Does not keep {@code secret} itself. */
  public static Prf12 keyed(Primitives primitives, HashAlgorithm hash, SecretBytes secret) throws EngineException {
    return new Prf12(hash, primitives.hmac(hash, secret.bytes(), 0, secret.length()));
  }

  public HashAlgorithm hash() {
    return hash;
  }

  /**
   * Fills {@code out}, whatever its length, from the label and the chunks of the seed in order.
   *
   * @throws EngineException after which this object is of no more use, because part of a message may have gone in
   */
  public void expand(byte[] out, byte[] label, CryptoView... seed) throws EngineException {
    feed(label, seed);
    hmac.finish(a, 0); // A(1) = HMAC_hash(secret, A(0)), A(0) = label ‖ seed
    for (int done = 0; done < out.length; done += block.length) {
      hmac.update(a, 0, a.length);
      feed(label, seed);
      if (out.length - done >= block.length) {
        hmac.finish(out, done);
      } else {
        hmac.finish(block, 0);
        System.arraycopy(block, 0, out, done, out.length - done);
      }
      if (out.length - done > block.length) {
        hmac.update(a, 0, a.length);
        hmac.finish(a, 0);
      }
    }
    wipe();
  }

  private void feed(byte[] label, CryptoView[] seed) throws EngineException {
    hmac.update(label, 0, label.length);
    for (CryptoView chunk : seed) {
      hmac.update(chunk.array(), chunk.offset(), chunk.length());
    }
  }

  private void wipe() {
    Arrays.fill(a, (byte) 0);
    Arrays.fill(block, (byte) 0);
  }

  @Override
  public void close() {
    hmac.close();
    wipe();
  }
}
