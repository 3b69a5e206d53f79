package dev.plumbline.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of an application message or a will message; may be none (MQTT 3.1.1 §3.3.3). Immutable. {@link #toString}
 * tells the length only: what a message says is not for logs.
 */
public final class Payload {
  /** No bytes at all. */
  public static final Payload EMPTY = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Payload copyOf(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  /** Takes {@code bytes} over without a copy, for large messages; the caller must not change them any more. */
  public static Payload owning(byte[] bytes) {
    return new Payload(bytes);
  }

  /** The UTF-8 encoding of {@code text}. */
  public static Payload ofText(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes, read-only and without a copy. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As "12 bytes". */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
