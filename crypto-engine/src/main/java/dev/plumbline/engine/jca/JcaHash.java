package dev.plumbline.engine.jca;

import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.RunningHash;
import java.security.DigestException;
import java.security.MessageDigest;

/** A running hash that is read by copying it. */
final class JcaHash implements RunningHash {
  private final HashAlgorithm algorithm;
  private final MessageDigest digest;

  /**
   * @param digest one that was seen to copy itself
   */
  JcaHash(HashAlgorithm algorithm, MessageDigest digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  @Override
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
  }

  @Override
  public void peek(byte[] out, int offset) {
    try {
      ((MessageDigest) digest.clone()).digest(out, offset, algorithm.length());
    } catch (CloneNotSupportedException | DigestException e) {
      throw new IllegalStateException("a digest that could be copied and read no longer can", e);
    }
  }

  @Override
  public void reset() {
    digest.reset();
  }

  @Override
  public void close() {
    digest.reset();
  }
}
