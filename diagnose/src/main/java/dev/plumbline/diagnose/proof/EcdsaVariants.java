package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Finds out what an ECDSA signature is a signature of, and in which form: whether it fits as it should, or once a
 * usual slip is undone.
 *
 * <p>A signature (r, s) of a digest e by the key Q makes s·R − r·Q = e·G, where R is the point over r. Each form of
 * the signature gives a left side and each digest a right side, so that all forms meet all digests for the price of
 * one multiplication each.
 */
public final class EcdsaVariants {
  private final ECPublicKeyParameters key;
  private final ECDomainParameters domain;
  private final int width;
  private final Encoding expected;
  private final Map<Bytes, DigestCandidate> digests = new HashMap<>();

  /** How r and s should be put into bytes. */
  public enum Encoding {
    /** A SEQUENCE of two INTEGERs, as in TLS (RFC 8422 §5.4). */
    DER,
    /** Both in as many bytes as the order has, as in a JWT (RFC 7518 §3.4). */
    RAW
  }

  private record Arrangement(UnaryOperator<byte[]> undo, Optional<Slip> slip) {}

  private static final List<Arrangement> ARRANGEMENTS =
      List.of(
          new Arrangement(UnaryOperator.identity(), Optional.empty()),
          new Arrangement(
              ByteOrders::wordsSwapped,
              slip(Slip.Kind.WORDS_SWAPPED, "the bytes within each 32-bit word of r and s are in reverse order")),
          new Arrangement(
              ByteOrders::reversed,
              slip(Slip.Kind.INTEGER_REVERSED, "r and s are little-endian: all their bytes are in reverse order")),
          new Arrangement(
              ByteOrders::wordOrderReversed,
              slip(Slip.Kind.WORD_ORDER_REVERSED, "the 32-bit words of r and s are in reverse order")));

  private static Optional<Slip> slip(Slip.Kind kind, String words) {
    return Optional.of(new Slip(kind, words));
  }

  private EcdsaVariants(ECPublicKeyParameters key, Encoding expected) {
    this.key = key;
    this.domain = key.getParameters();
    this.width = (domain.getN().bitLength() + 7) / 8;
    this.expected = expected;
  }

  /**
   * Searches.
   *
   * @param candidates what may have been signed; the first ones win where two fit
   * @return what was done otherwise than it should, as little of it as explains the signature; an empty list if
   *     nothing was; empty if no form fits, or the key is none for ECDSA
   */
  public static Optional<List<Slip>> search(
      PublicKey key, Encoding expected, List<DigestCandidate> candidates, byte[] signature) {
    try {
      AsymmetricKeyParameter parameters = PublicKeyFactory.createKey(key.getEncoded());
      return parameters instanceof ECPublicKeyParameters ec
          ? new EcdsaVariants(ec, expected).search(candidates, signature)
          : Optional.empty();
    } catch (IOException | RuntimeException e) { // a key that Bouncy Castle does not take
      return Optional.empty();
    }
  }

  private Optional<List<Slip>> search(List<DigestCandidate> candidates, byte[] signature) {
    FixedPointCombMultiplier multiplier = new FixedPointCombMultiplier();
    for (DigestCandidate candidate : candidates) {
      ECPoint point = multiplier.multiply(domain.getG(), number(candidate.digest()));
      digests.putIfAbsent(Bytes.of(point.getEncoded(true)), candidate);
    }
    List<List<Slip>> fits = new ArrayList<>();
    for (EcdsaReading reading : EcdsaReading.all(signature, width)) {
      for (Arrangement arrangement : ARRANGEMENTS) {
        fit(reading, arrangement, false, fits);
        fit(reading, arrangement, true, fits);
      }
    }
    return fits.stream().min(Comparator.comparingInt(List::size));
  }

  private void fit(EcdsaReading reading, Arrangement arrangement, boolean exchanged, List<List<Slip>> fits) {
    BigInteger r = undo(exchanged ? reading.s() : reading.r(), arrangement);
    BigInteger s = undo(exchanged ? reading.r() : reading.s(), arrangement);
    if (r == null || s == null) {
      return;
    }
    for (DigestCandidate candidate : signedBy(r, s)) {
      List<Slip> slips = new ArrayList<>(encodingSlips(reading));
      arrangement.slip().ifPresent(slips::add);
      if (exchanged) {
        slips.add(new Slip(Slip.Kind.EXCHANGED, "s comes first and r second"));
      }
      slips.addAll(candidate.slips());
      fits.add(slips);
    }
  }

  private BigInteger undo(byte[] number, Arrangement arrangement) {
    boolean wholeWords = number.length % 4 == 0 && number.length > width; // as engines keep numbers
    int operand = wholeWords ? number.length : width;
    byte[] bytes = ByteOrders.fixed(number, operand);
    BigInteger value = bytes == null ? BigInteger.ZERO : new BigInteger(1, arrangement.undo().apply(bytes));
    return value.signum() == 0 || value.compareTo(domain.getN()) >= 0 ? null : value;
  }

  /** The digests of which (r, s) is a signature. */
  private List<DigestCandidate> signedBy(BigInteger r, BigInteger s) {
    List<DigestCandidate> found = new ArrayList<>();
    for (ECPoint point : over(r)) {
      ECPoint left = ECAlgorithms.sumOfTwoMultiplies(point, s, key.getQ(), domain.getN().subtract(r));
      DigestCandidate candidate = digests.get(Bytes.of(left.normalize().getEncoded(true)));
      if (candidate != null) {
        found.add(candidate);
      }
    }
    return found;
  }

  /** The points whose x-coordinate is r modulo the order (SEC 1 §4.1.4). */
  private List<ECPoint> over(BigInteger r) {
    List<ECPoint> points = new ArrayList<>();
    ECCurve curve = domain.getCurve();
    BigInteger field = curve.getField().getCharacteristic();
    for (BigInteger x = r; x.compareTo(field) < 0; x = x.add(domain.getN())) {
      ECFieldElement at = curve.fromBigInteger(x);
      ECFieldElement y = at.square().add(curve.getA()).multiply(at).add(curve.getB()).sqrt();
      if (y != null) {
        points.add(curve.createPoint(x, y.toBigInteger()));
        points.add(curve.createPoint(x, y.negate().toBigInteger()));
      }
      if (domain.getN().bitLength() < field.bitLength() - 1) { // a cofactor: more than the one curve that has this r
        break;
      }
    }
    return points;
  }

  private List<Slip> encodingSlips(EcdsaReading reading) {
    boolean der = reading.encoding() == EcdsaReading.Encoding.DER;
    List<Slip> slips = new ArrayList<>();
    if (der && expected == Encoding.RAW) {
      slips.add(new Slip(Slip.Kind.DER_INSTEAD_OF_RAW, "it is a DER SEQUENCE instead of r and s as plain bytes"));
    }
    if (!der && expected == Encoding.DER) {
      slips.add(
          new Slip(
              Slip.Kind.RAW_INSTEAD_OF_DER,
              "it is r and s as plain bytes (r‖s, " + (reading.r().length + reading.s().length)
                  + " bytes) instead of a DER SEQUENCE"));
    }
    for (String fault : reading.faults()) {
      slips.add(new Slip(der ? Slip.Kind.MALFORMED_DER : Slip.Kind.RAW_WIDTH, fault));
    }
    return slips;
  }

  /** The leftmost bits of the digest, as many as the order has (FIPS 186-5 §6.4.1). */
  private BigInteger number(byte[] digest) {
    BigInteger value = new BigInteger(1, digest);
    int excess = digest.length * Byte.SIZE - domain.getN().bitLength();
    return (excess > 0 ? value.shiftRight(excess) : value).mod(domain.getN());
  }
}
