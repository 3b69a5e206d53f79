package dev.plumbline.engine.jca;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.software.NistCurve;
import dev.plumbline.engine.spi.Primitives.KeyShare;
import dev.plumbline.engine.spi.Primitives.PublicPoint;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/**
 * An ephemeral key pair on a NIST curve: made in software, because the key must be what our entropy says, and agreed
 * with by a provider.
 */
final class JcaKeyShare implements KeyShare {
  private final EcEncoding encoding;
  private final ServiceSource source;
  private final byte[] publicPoint;
  private final SecretBytes scalar;

  JcaKeyShare(EcEncoding encoding, Entropy entropy, ServiceSource source) {
    NistCurve curve = encoding.curve();
    BigInteger number = curve.drawScalar(entropy);
    this.encoding = encoding;
    this.source = source;
    this.publicPoint = curve.encode(curve.publicPoint(number));
    this.scalar = SecretBytes.adopt(curve.bytes(number));
  }

  @Override
  public NamedGroup group() {
    return encoding.curve().group();
  }

  @Override
  public void publicPoint(byte[] out, int offset) {
    System.arraycopy(publicPoint, 0, out, offset, publicPoint.length);
  }

  @Override
  public SecretBytes agree(PublicPoint theirs) throws EngineException {
    byte[] point = ((Point) theirs).bytes();
    try {
      return agree(encoding.privateKey(source, scalar.bytes()), encoding.publicKey(source, point));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw source.failed("ECDH", e);
    }
  }

  private SecretBytes agree(PrivateKey mine, PublicKey theirs) throws GeneralSecurityException {
    try {
      KeyAgreement agreement = source.ecdh();
      agreement.init(mine);
      agreement.doPhase(theirs, true);
      return withLeadingZeros(agreement.generateSecret());
    } finally {
      ServiceSource.destroy(mine);
    }
  }

  /** RFC 8422 §5.10 keeps them; a provider that does not is put right. */
  private SecretBytes withLeadingZeros(byte[] secret) {
    byte[] whole = new byte[encoding.curve().length()];
    System.arraycopy(secret, 0, whole, whole.length - secret.length, secret.length);
    Arrays.fill(secret, (byte) 0);
    return SecretBytes.adopt(whole);
  }

  @Override
  public void close() {
    scalar.close();
  }

  /** A peer's point, seen to be on the curve. */
  record Point(NamedGroup group, byte[] bytes) implements PublicPoint {
    @Override
    public void close() {
      // Nothing of a public point is secret.
    }
  }
}
