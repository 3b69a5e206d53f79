package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.NamedGroup;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** P-192, P-256 or P-384: their parameters, and points and scalars in and out of bytes. All have cofactor 1. */
public final class NistCurve {
  private static final NistCurve P192 = new NistCurve(NamedGroup.SECP192R1);
  private static final NistCurve P256 = new NistCurve(NamedGroup.SECP256R1);
  private static final NistCurve P384 = new NistCurve(NamedGroup.SECP384R1);
  private static final byte UNCOMPRESSED = 4;

  private final NamedGroup group;
  private final ECDomainParameters domain;

  private NistCurve(NamedGroup group) {
    this.group = group;
    this.domain = new ECDomainParameters(CustomNamedCurves.getByName(group.ianaName()));
  }

  /** Empty for x25519, which is not a curve of points with two coordinates. */
  public static Optional<NistCurve> of(NamedGroup group) {
    return switch (group) {
      case SECP192R1 -> Optional.of(P192);
      case SECP256R1 -> Optional.of(P256);
      case SECP384R1 -> Optional.of(P384);
      case X25519 -> Optional.empty();
    };
  }

  public NamedGroup group() {
    return group;
  }

  public ECDomainParameters domain() {
    return domain;
  }

  BigInteger order() {
    return domain.getN();
  }

  /** Bytes of a coordinate, and of a scalar: the order is as long as the field. */
  public int length() {
    return group.bits() / Byte.SIZE;
  }

  /** Whether this is the number of a private key: 1 to n - 1. */
  public boolean isScalar(BigInteger d) {
    return d.signum() > 0 && d.compareTo(order()) < 0;
  }

  /**
   * A private key: numbers as long as the order are drawn until one is in range (FIPS 186-4 §B.4.2), so that pinned
   * entropy is the key.
   */
  public BigInteger drawScalar(Entropy entropy) {
    byte[] bytes = new byte[length()];
    BigInteger scalar;
    do {
      entropy.fill(Purpose.EPHEMERAL_KEY, bytes, 0, bytes.length);
      scalar = new BigInteger(1, bytes);
    } while (!isScalar(scalar));
    Arrays.fill(bytes, (byte) 0);
    return scalar;
  }

  /**
   * The point, if these bytes are one in uncompressed form with both coordinates below p and on the curve (RFC 8422
   * §5.11, NIST SP 800-56A §5.6.2.3.3). Infinity has no such form.
   */
  public Optional<ECPoint> decode(CryptoView bytes) {
    if (bytes.length() != group.publicPointLength() || bytes.array()[bytes.offset()] != UNCOMPRESSED) {
      return Optional.empty();
    }
    ECCurve curve = domain.getCurve();
    BigInteger x = coordinate(bytes, 1);
    BigInteger y = coordinate(bytes, 1 + length());
    if (!curve.isValidFieldElement(x) || !curve.isValidFieldElement(y)) {
      return Optional.empty();
    }
    ECPoint point = curve.createPoint(x, y);
    return point.isValid() ? Optional.of(point) : Optional.empty();
  }

  private BigInteger coordinate(CryptoView bytes, int at) {
    return new BigInteger(1, bytes.array(), bytes.offset() + at, length());
  }

  /** The public point of a private key, by a comb over the base point whose look-ups don't depend on the scalar. */
  public ECPoint publicPoint(BigInteger d) {
    return new FixedPointCombMultiplier().multiply(domain.getG(), d).normalize();
  }

  public byte[] encode(ECPoint point) {
    return point.getEncoded(false);
  }

  /** A number below the field's size, with its leading zeros (RFC 8422 §5.10). */
  public byte[] bytes(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(length(), number);
  }
}
