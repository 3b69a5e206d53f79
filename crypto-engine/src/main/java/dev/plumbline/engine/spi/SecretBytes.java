package dev.plumbline.engine.spi;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes that are overwritten on close, compared in constant time, and never printed. The JVM may have
 * copied them: this narrows the window, it cannot close it.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not keep it. */
  public static SecretBytes adopt(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /**
   * The array itself, not a copy: for engine code only, which must not let it go.
   *
   * @throws IllegalStateException after close
   */
  public byte[] bytes() {
    if (closed) {
      throw new IllegalStateException("secret used after close");
    }
    return bytes;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** Constant-time in the contents. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** Says nothing about the contents. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + "]";
  }
}
