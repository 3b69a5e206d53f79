package dev.plumbline.engine.jca;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.spi.Primitives.Hmac;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC of a provider, keyed once. */
final class JcaHmac implements Hmac {
  private static final String WHAT = "HMAC";

  private final HashAlgorithm hash;
  private final ServiceSource source;
  private final Mac mac;

  JcaHmac(HashAlgorithm hash, byte[] key, int offset, int length, ServiceSource source) throws EngineException {
    this.hash = hash;
    this.source = source;
    try {
      this.mac = source.mac(hash);
      mac.init(
          length == 0 ? zeroKey() : new SecretKeySpec(key, offset, length, ServiceSource.macName(hash)));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed(WHAT, e);
    }
  }

  /** Java has no empty keys; a zero byte is padded to the same block (RFC 2104 §2). */
  private SecretKeySpec zeroKey() {
    return new SecretKeySpec(new byte[1], ServiceSource.macName(hash));
  }

  @Override
  public int length() {
    return hash.length();
  }

  @Override
  public void update(byte[] data, int offset, int length) throws EngineException {
    try {
      mac.update(data, offset, length);
    } catch (RuntimeException e) {
      throw source.failed(WHAT, e);
    }
  }

  @Override
  public void finish(byte[] out, int offset) throws EngineException {
    try {
      mac.doFinal(out, offset);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed(WHAT, e);
    }
  }

  /** Another key in the place of ours, for providers that keep it in one place: the JDK's does. */
  @Override
  public void close() {
    try {
      mac.init(zeroKey());
    } catch (InvalidKeyException | RuntimeException e) {
      mac.reset(); // then the key is dropped with this object
    }
  }
}
