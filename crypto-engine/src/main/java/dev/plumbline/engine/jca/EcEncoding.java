package dev.plumbline.engine.jca;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.software.NistCurve;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Keys of one NIST curve in the form that every provider takes: the DER around a point (RFC 5480 §2) and around a
 * scalar (RFC 5915 §3 in RFC 5208 §5), which is the same for all keys of a curve.
 */
enum EcEncoding {
  P256(
      NamedGroup.SECP256R1,
      "3059301306072a8648ce3d020106082a8648ce3d030107034200",
      "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420"),
  P384(
      NamedGroup.SECP384R1,
      "3076301006072a8648ce3d020106052b81040022036200",
      "304e020100301006072a8648ce3d020106052b81040022043730350201010430");

  private final NistCurve curve;
  private final byte[] beforePoint;
  private final byte[] beforeScalar;

  EcEncoding(NamedGroup group, String beforePoint, String beforeScalar) {
    this.curve = NistCurve.of(group).orElseThrow();
    this.beforePoint = HexFormat.of().parseHex(beforePoint);
    this.beforeScalar = HexFormat.of().parseHex(beforeScalar);
  }

  /** Of a group that {@link NistCurve} has. */
  static EcEncoding of(NamedGroup group) {
    return P256.curve.group() == group ? P256 : P384;
  }

  NistCurve curve() {
    return curve;
  }

  /** A point that certainly is on the curve. */
  byte[] generator() {
    return curve.encode(curve.domain().getG());
  }

  /**
   * @param point uncompressed, on the curve
   */
  PublicKey publicKey(ServiceSource source, byte[] point) throws GeneralSecurityException {
    return source.keyFactory("EC").generatePublic(new X509EncodedKeySpec(joined(beforePoint, point)));
  }

  /**
   * @param scalar as long as the order, and in range
   */
  PrivateKey privateKey(ServiceSource source, byte[] scalar) throws GeneralSecurityException {
    byte[] der = joined(beforeScalar, scalar);
    try {
      return source.keyFactory("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
