package dev.plumbline.engine.key;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.KeyFileException.Kind;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** {@code ECPrivateKey ::= SEQUENCE { version, privateKey, [0] parameters, [1] publicKey }} (RFC 5915 §3). */
final class EcKeyStructure {
  private static final String MAKE_ONE = "make one on P-256 with: openssl ecparam -name prime256v1 -genkey -noout";

  private EcKeyStructure() {}

  /**
   * @param outer the curve that PKCS#8 names around it, null if there is no PKCS#8
   */
  static PrivateKeyMaterial read(Fields fields, ASN1Encodable outer) throws KeyFileException {
    fields.integer();
    BigInteger scalar = BigIntegers.fromUnsignedByteArray(fields.octets());
    ASN1Encodable inner = fields.explicit(0);
    ASN1Encodable publicKey = fields.explicit(1);
    if (outer != null && inner != null && !outer.toASN1Primitive().equals(inner.toASN1Primitive())) {
      throw new KeyFileException(Kind.DAMAGED, "the EC key names two curves: export the key again");
    }
    NamedGroup group = group(outer != null ? outer : inner);
    X9ECParameters curve = CustomNamedCurves.getByName(group.ianaName());
    if (scalar.signum() == 0 || scalar.compareTo(curve.getN()) >= 0) {
      throw new KeyFileException(
          Kind.DAMAGED, "the EC key's number is not between 1 and the order of its curve: export the key again");
    }
    if (publicKey != null && !belongs(scalar, publicKey, curve)) {
      throw new KeyFileException(
          Kind.DAMAGED, "the EC key's public and private halves do not belong together: export the key again");
    }
    byte[] bytes = BigIntegers.asUnsignedByteArray(BigIntegers.getUnsignedByteLength(curve.getN()), scalar);
    return new EcPrivateKey(group, SecretBytes.adopt(bytes));
  }

  private static NamedGroup group(ASN1Encodable parameters) throws KeyFileException {
    if (parameters == null) {
      throw new KeyFileException(
          Kind.UNSUPPORTED,
          "the EC key does not name its curve: export it again with: openssl pkcs8 -topk8 -nocrypt -in FILE");
    }
    if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
      throw new KeyFileException(
          Kind.UNSUPPORTED,
          "the EC key spells its curve out instead of naming it: convert it with: "
              + "openssl ec -in FILE -param_enc named_curve -out NEW");
    }
    if (curve.equals(SECObjectIdentifiers.secp256r1)) {
      return NamedGroup.SECP256R1;
    }
    if (curve.equals(SECObjectIdentifiers.secp384r1)) {
      return NamedGroup.SECP384R1;
    }
    if (curve.equals(SECObjectIdentifiers.secp192r1)) {
      return NamedGroup.SECP192R1;
    }
    String name = CustomNamedCurves.getName(curve);
    throw new KeyFileException(
        Kind.UNSUPPORTED,
        "the EC key is on curve " + (name == null ? curve.getId() : name) + ", which is not supported: " + MAKE_ONE);
  }

  private static boolean belongs(BigInteger scalar, ASN1Encodable publicKey, X9ECParameters curve) {
    if (!(publicKey instanceof ASN1BitString bits) || bits.getPadBits() != 0 || bits.getBytes().length == 0) {
      return false;
    }
    ECPoint claimed;
    try {
      claimed = curve.getCurve().decodePoint(bits.getBytes());
    } catch (IllegalArgumentException e) {
      return false;
    }
    return new FixedPointCombMultiplier().multiply(curve.getG(), scalar).equals(claimed);
  }
}
