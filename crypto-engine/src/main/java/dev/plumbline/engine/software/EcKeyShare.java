package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.spi.Primitives.KeyShare;
import dev.plumbline.engine.spi.Primitives.PublicPoint;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An ephemeral key pair on a NIST curve (RFC 8422 §5.7).
 *
 * <p>Bouncy Castle's multiplication of the peer's point is not constant-time; it is done once with a key that lives
 * for one handshake.
 */
final class EcKeyShare implements KeyShare {
  private final NistCurve curve;
  private final byte[] publicPoint;
  private BigInteger scalar;

  private EcKeyShare(NistCurve curve, BigInteger scalar) {
    this.curve = curve;
    this.scalar = scalar;
    this.publicPoint = curve.encode(curve.publicPoint(scalar));
  }

  static EcKeyShare generate(NistCurve curve, Entropy entropy) {
    return new EcKeyShare(curve, curve.drawScalar(entropy));
  }

  @Override
  public NamedGroup group() {
    return curve.group();
  }

  @Override
  public void publicPoint(byte[] out, int offset) {
    System.arraycopy(publicPoint, 0, out, offset, publicPoint.length);
  }

  @Override
  public SecretBytes agree(PublicPoint theirs) throws PeerRejected {
    ECPoint shared = ((Point) theirs).point().multiply(scalar).normalize();
    if (shared.isInfinity()) {
      throw new PeerRejected(Reason.POINT, "the shared point is infinity");
    }
    return SecretBytes.adopt(curve.bytes(shared.getAffineXCoord().toBigInteger()));
  }

  /** Big numbers can't be overwritten: the scalar is dropped. */
  @Override
  public void close() {
    scalar = null;
  }

  /** A peer's point on the curve. */
  record Point(NamedGroup group, ECPoint point) implements PublicPoint {
    static Point of(NistCurve curve, CryptoView bytes) throws PeerRejected {
      ECPoint point =
          curve
              .decode(bytes)
              .orElseThrow(
                  () ->
                      new PeerRejected(
                          Reason.POINT, "not an uncompressed point on " + curve.group().ianaName()));
      return new Point(curve.group(), point);
    }

    @Override
    public void close() {
      // Nothing of a public point is secret.
    }
  }
}
