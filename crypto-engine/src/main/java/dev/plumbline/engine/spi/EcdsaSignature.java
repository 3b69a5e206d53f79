package dev.plumbline.engine.spi;

import dev.plumbline.engine.CryptoView;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * {@code ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }} in DER and nothing but DER (RFC 8422 §5.4, X.690
 * §10): a second encoding of a signature that verifies would let the bytes on the wire be changed unnoticed.
 */
public record EcdsaSignature(BigInteger r, BigInteger s) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  /** Lengths take one byte: the longest signature here has 2 + 2 * (2 + 49) bytes. */
  private static final int HEADER = 2;

  /** Empty for anything but the one encoding of two positive numbers. */
  public static Optional<EcdsaSignature> decode(CryptoView der) {
    byte[] bytes = der.array();
    int at = der.offset();
    int end = at + der.length();
    if (der.length() < HEADER || bytes[at] != SEQUENCE || bytes[at + 1] != der.length() - HEADER) {
      return Optional.empty();
    }
    int r = at + HEADER;
    int s = endOfPositive(bytes, r, end);
    if (s < 0 || endOfPositive(bytes, s, end) != end) {
      return Optional.empty();
    }
    return Optional.of(new EcdsaSignature(number(bytes, r), number(bytes, s)));
  }

  /** Where the minimally encoded, positive INTEGER that starts here ends; -1 if there is none. */
  private static int endOfPositive(byte[] bytes, int at, int end) {
    if (end - at < HEADER + 1 || bytes[at] != INTEGER) {
      return -1;
    }
    int length = bytes[at + 1];
    if (length < 1 || length > end - at - HEADER || bytes[at + HEADER] < 0) {
      return -1;
    }
    boolean padded = length > 1 && bytes[at + HEADER] == 0 && bytes[at + HEADER + 1] >= 0;
    return padded ? -1 : at + HEADER + length;
  }

  private static BigInteger number(byte[] bytes, int at) {
    return new BigInteger(bytes, at + HEADER, bytes[at + 1]);
  }

  /** From r ‖ s, two numbers of equal length: the form in which hardware gives signatures. */
  public static EcdsaSignature ofRaw(byte[] raw) {
    int half = raw.length / 2;
    return new EcdsaSignature(new BigInteger(1, raw, 0, half), new BigInteger(1, raw, half, half));
  }

  /** r ‖ s, each of {@code length} bytes; empty if one does not fit. */
  public Optional<byte[]> raw(int length) {
    int bits = length * Byte.SIZE;
    if (r.bitLength() > bits || s.bitLength() > bits) {
      return Optional.empty();
    }
    byte[] raw = new byte[2 * length];
    BigIntegers.asUnsignedByteArray(r, raw, 0, length);
    BigIntegers.asUnsignedByteArray(s, raw, length, length);
    return Optional.of(raw);
  }

  /** The one DER encoding. */
  public byte[] encode() {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[3 * HEADER + first.length + second.length];
    der[0] = SEQUENCE;
    der[1] = (byte) (der.length - HEADER);
    int at = write(first, der, HEADER);
    write(second, der, at);
    return der;
  }

  private static int write(byte[] number, byte[] der, int at) {
    der[at] = INTEGER;
    der[at + 1] = (byte) number.length;
    System.arraycopy(number, 0, der, at + HEADER, number.length);
    return at + HEADER + number.length;
  }
}
