package dev.plumbline.engine.spi;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Enumeration;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * The numbers of a two-prime RSAPrivateKey (RFC 8017 §A.1.2), of which it is certain that they belong together: a
 * private key with inconsistent CRT parameters gives its primes away with the first signature.
 *
 * <p>Primality is not checked. Big numbers can't be overwritten; keep this no longer than needed.
 */
public final class RsaKeyNumbers {
  private static final int COUNT = 9;
  /** Beyond this nobody has a key, and the checks below would take their time. */
  private static final int MAX_BITS = 16384;


  private final BigInteger[] numbers;

  private RsaKeyNumbers(BigInteger[] numbers) {
    this.numbers = numbers;
  }

  /**
   * Reads the DER of RSAPrivateKey.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong, and nothing of the key
   */
  public static RsaKeyNumbers of(SecretBytes pkcs1) {
    RsaKeyNumbers key = new RsaKeyNumbers(parse(pkcs1));
    key.check();
    return key;
  }

  private static BigInteger[] parse(SecretBytes pkcs1) {
    try {
      ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(pkcs1.bytes()));
      BigInteger[] numbers = new BigInteger[COUNT];
      if (sequence.size() > COUNT) {
        throw new IllegalArgumentException("RSA keys with more than two primes are not supported");
      }
      if (sequence.size() < COUNT) {
        throw new IllegalArgumentException("an RSAPrivateKey has nine numbers");
      }
      int i = 0;
      for (Enumeration<?> elements = sequence.getObjects(); elements.hasMoreElements(); ) {
        numbers[i++] = ASN1Integer.getInstance(elements.nextElement()).getValue();
      }
      return numbers;
    } catch (IOException | IllegalStateException | ArithmeticException e) {
      throw new IllegalArgumentException("not the DER of an RSAPrivateKey", e);
    }
  }

  private void check() {
    require(numbers[0].signum() == 0, "RSA keys with more than two primes are not supported");
    for (int i = 1; i < COUNT; i++) {
      require(
          numbers[i].signum() > 0 && numbers[i].bitLength() <= MAX_BITS,
          "the RSA key has a number that is not positive, or longer than " + MAX_BITS + " bits");
    }
    require(p().testBit(0) && q().testBit(0), "the RSA key has an even prime");
    require(p().multiply(q()).equals(modulus()), "the RSA key's primes do not make its modulus");
    BigInteger p1 = p().subtract(BigInteger.ONE);
    BigInteger q1 = q().subtract(BigInteger.ONE);
    require(p1.signum() > 0 && q1.signum() > 0, "the RSA key has a prime of 1");
    require(privateExponent().compareTo(modulus()) < 0, "the RSA key's private exponent is larger than its modulus");
    BigInteger check = publicExponent().multiply(privateExponent());
    require(
        check.mod(p1).equals(BigInteger.ONE) && check.mod(q1).equals(BigInteger.ONE),
        "the RSA key's private and public exponents do not belong together");
    require(
        dp().equals(privateExponent().mod(p1))
            && dq().equals(privateExponent().mod(q1))
            && qInv().compareTo(p()) < 0
            && qInv().multiply(q()).mod(p()).equals(BigInteger.ONE),
        "the RSA key's CRT parameters do not belong to it");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  public BigInteger modulus() {
    return numbers[1];
  }

  public BigInteger publicExponent() {
    return numbers[2];
  }

  public BigInteger privateExponent() {
    return numbers[3];
  }

  public BigInteger p() {
    return numbers[4];
  }

  public BigInteger q() {
    return numbers[5];
  }

  public BigInteger dp() {
    return numbers[6];
  }

  public BigInteger dq() {
    return numbers[7];
  }

  public BigInteger qInv() {
    return numbers[8];
  }

  /** Says nothing about the private numbers. */
  @Override
  public String toString() {
    return "RsaKeyNumbers[" + modulus().bitLength() + " bits]";
  }
}
