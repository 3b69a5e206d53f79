package dev.plumbline.mqtt;

import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The password of a CONNECT, 0 to 65535 bytes of anything (MQTT 3.1.1 §3.1.3.5): a secret, so it is never shown,
 * compared in constant time, and wiped by {@link #close}. The virtual machine may have copied it before that. Not
 * thread-safe.
 */
public final class Password implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private Password(byte[] bytes) {
    if (bytes.length > Utf8.MAXIMUM_LENGTH) {
      Arrays.fill(bytes, (byte) 0);
      throw MqttFault.STRING_TOO_LONG.refuse("password");
    }
    this.bytes = bytes;
  }

  /**
   * A copy of {@code bytes}.
   *
   * @throws IllegalArgumentException if there are more than 65535
   */
  public static Password copyOf(byte[] bytes) {
    return new Password(bytes.clone());
  }

  /**
   * The UTF-8 encoding of {@code characters}, which stay the caller's to wipe.
   *
   * @throws IllegalArgumentException if they are not well-formed, contain U+0000, or take more than 65535 bytes
   */
  public static Password copyOf(char[] characters) {
    CharBuffer text = CharBuffer.wrap(characters);
    byte[] bytes = new byte[Utf8.encodedLength(text, "password")];
    Utf8.write(text, bytes, 0);
    return new Password(bytes);
  }

  /** Takes {@code bytes}, which nobody else has, over. */
  static Password owning(byte[] bytes) {
    return new Password(bytes);
  }

  int length() {
    return bytes().length;
  }

  byte[] bytes() {
    if (closed) {
      throw new IllegalStateException("the password has been wiped");
    }
    return bytes;
  }

  /** Wipes the bytes. A CONNECT with this password can no longer be encoded. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  /** Whether both hold the same bytes; the time it takes depends on the length only. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Password password && MessageDigest.isEqual(bytes, password.bytes);
  }

  /** The length: equal passwords have it in common, and a hash of the bytes would tell more than it should. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
