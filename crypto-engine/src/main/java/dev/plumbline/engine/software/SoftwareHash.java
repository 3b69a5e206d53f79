package dev.plumbline.engine.software;

import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.RunningHash;
import org.bouncycastle.crypto.ExtendedDigest;

/** A running hash that is read by copying its state into a second digest, which is made once. */
final class SoftwareHash implements RunningHash {
  private final HashAlgorithm algorithm;
  private final ExtendedDigest digest;
  private ExtendedDigest fork;

  SoftwareHash(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.digest = Digests.of(algorithm);
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
    if (fork == null) {
      fork = Digests.of(algorithm);
    }
    Digests.copy(digest, fork);
    fork.doFinal(out, offset);
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
