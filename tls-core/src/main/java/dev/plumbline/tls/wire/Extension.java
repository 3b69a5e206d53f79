package dev.plumbline.tls.wire;

/**
 * {@code struct { ExtensionType extension_type; opaque extension_data<0..2^16-1>; } Extension} (RFC 5246 §7.4.1.4).
 * What the data says is another matter.
 */
public record Extension(int type, Bytes data) {
  @Override
  public String toString() {
    return ExtensionType.nameOf(type) + "[" + data + "]";
  }
}
