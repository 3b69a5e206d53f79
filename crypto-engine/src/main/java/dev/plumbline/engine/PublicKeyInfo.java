package dev.plumbline.engine;

/**
 * Where the parts of a public key lie inside a certificate's DER (RFC 5280 §4.1.2.7): windows, because an engine reads
 * the key where the certificate is stored, in RAM or in ROM.
 */
public sealed interface PublicKeyInfo {
  KeyType type();

  /** Size of the key in bits: the field for EC, the modulus for RSA. */
  int bits();

  /** An EC key: the curve, and the point in uncompressed form, {@code 04 ‖ X ‖ Y} (RFC 5480 §2.2). */
  record Ec(NamedGroup group, CryptoView point) implements PublicKeyInfo {
    @Override
    public KeyType type() {
      return KeyType.EC;
    }

    @Override
    public int bits() {
      return group.bits();
    }
  }

  /** An RSA key: modulus and public exponent as unsigned big-endian numbers without leading zeros (RFC 8017 §A.1.1). */
  record Rsa(CryptoView modulus, CryptoView publicExponent) implements PublicKeyInfo {
    @Override
    public KeyType type() {
      return KeyType.RSA;
    }

    @Override
    public int bits() {
      int top = modulus.length() == 0 ? 0 : modulus.array()[modulus.offset()] & 0xFF;
      return top == 0 ? 0 : modulus.length() * Byte.SIZE - (Integer.numberOfLeadingZeros(top) - 24);
    }
  }
}
