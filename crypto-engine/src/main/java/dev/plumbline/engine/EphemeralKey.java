package dev.plumbline.engine;

/** Our key pair for one ECDHE exchange (RFC 8422 §5.7). */
public interface EphemeralKey extends Handle {
  NamedGroup group();

  /**
   * Writes the public point as it goes on the wire: {@link NamedGroup#publicPointLength()} bytes from {@code offset}.
   */
  void publicPoint(byte[] out, int offset);
}
