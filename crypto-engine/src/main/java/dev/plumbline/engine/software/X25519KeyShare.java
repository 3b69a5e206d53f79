package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.spi.Primitives.KeyShare;
import dev.plumbline.engine.spi.Primitives.PublicPoint;
import dev.plumbline.engine.spi.SecretBytes;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An ephemeral X25519 key pair (RFC 7748 §6.1). Constant-time, as Bouncy Castle's implementation is. */
final class X25519KeyShare implements KeyShare {
  private final SecretBytes scalar;
  private final byte[] publicPoint = new byte[X25519.POINT_SIZE];

  private X25519KeyShare(byte[] scalar) {
    this.scalar = SecretBytes.adopt(scalar);
    X25519.generatePublicKey(scalar, 0, publicPoint, 0);
  }

  /** Any 32 bytes are a key: the multiplication clamps them (RFC 7748 §5). */
  static X25519KeyShare generate(Entropy entropy) {
    byte[] scalar = new byte[X25519.SCALAR_SIZE];
    entropy.fill(Purpose.EPHEMERAL_KEY, scalar, 0, scalar.length);
    return new X25519KeyShare(scalar);
  }

  @Override
  public NamedGroup group() {
    return NamedGroup.X25519;
  }

  @Override
  public void publicPoint(byte[] out, int offset) {
    System.arraycopy(publicPoint, 0, out, offset, publicPoint.length);
  }

  /**
   * A point of small order makes the secret zero whatever our key is, which must end the handshake (RFC 8422 §5.11).
   */
  @Override
  public SecretBytes agree(PublicPoint theirs) throws PeerRejected {
    byte[] secret = new byte[X25519.POINT_SIZE];
    if (!X25519.calculateAgreement(scalar.bytes(), 0, ((Point) theirs).u(), 0, secret, 0)) {
      throw new PeerRejected(Reason.POINT, "the x25519 share leads to the all-zero secret");
    }
    return SecretBytes.adopt(secret);
  }

  @Override
  public void close() {
    scalar.close();
  }

  /** A peer's u-coordinate. Values of p and above, and a set top bit, are taken as RFC 7748 §5 says. */
  record Point(byte[] u) implements PublicPoint {
    static Point of(CryptoView bytes) throws PeerRejected {
      if (bytes.length() != X25519.POINT_SIZE) {
        throw new PeerRejected(
            Reason.POINT, "an x25519 share has " + X25519.POINT_SIZE + " bytes, not " + bytes.length());
      }
      return new Point(bytes.copy());
    }

    @Override
    public NamedGroup group() {
      return NamedGroup.X25519;
    }

    @Override
    public void close() {
      // Nothing of a public point is secret.
    }
  }
}
