package dev.plumbline.engine;

import java.util.Optional;

/** The ECDHE groups of this profile, by their TLS code points (RFC 8422 §5.1.1, RFC 4492 §5.1.1). */
public enum NamedGroup {
  /** Too short to be offered unasked (RFC 9325 §4.5); here because there are devices that have it. */
  SECP192R1(19, "secp192r1", 49, 192),
  SECP256R1(23, "secp256r1", 65, 256),
  SECP384R1(24, "secp384r1", 97, 384),
  X25519(29, "x25519", 32, 255);

  private static final int MIN_STRONG_BITS = 224;

  private final int codePoint;
  private final String ianaName;
  private final int publicPointLength;
  private final int bits;

  NamedGroup(int codePoint, String ianaName, int publicPointLength, int bits) {
    this.codePoint = codePoint;
    this.ianaName = ianaName;
    this.publicPointLength = publicPointLength;
    this.bits = bits;
  }

  public int codePoint() {
    return codePoint;
  }

  public String ianaName() {
    return ianaName;
  }

  /** Bytes of a public point on the wire: uncompressed for the NIST curves, the u-coordinate for x25519. */
  public int publicPointLength() {
    return publicPointLength;
  }

  /** Size of the field in bits. */
  public int bits() {
    return bits;
  }

  /** Whether a client may offer it unasked: curves of less than 224 bits should not be used (RFC 9325 §4.5). */
  public boolean strong() {
    return bits >= MIN_STRONG_BITS;
  }

  public static Optional<NamedGroup> of(int codePoint) {
    for (NamedGroup group : values()) {
      if (group.codePoint == codePoint) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }
}
