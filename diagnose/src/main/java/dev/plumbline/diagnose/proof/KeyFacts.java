package dev.plumbline.diagnose.proof;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A public key, of any kind that can be named.
 *
 * @param type {@code EC}, {@code RSA}, {@code Ed25519}, {@code Ed448}, {@code DSA}, or an object identifier
 * @param bits size of the field or the modulus; 0 if unknown
 * @param curve as IANA and RFC 5639 name it ({@code secp256r1}); empty for other keys than EC on a named curve
 * @param key to compute with; empty if there is nothing that can
 */
public record KeyFacts(String type, int bits, String curve, Optional<PublicKey> key) {
  /** Larger moduli cost seconds before they are refused. */
  private static final int LARGEST_MODULUS = 8192;

  private static final int LONGEST_EXPONENT = 64;

  /** RFC 8410 §3, RFC 3279 §2.3.2. */
  private static final Map<String, String> OTHERS =
      Map.of("1.3.101.112", "Ed25519", "1.3.101.113", "Ed448", "1.2.840.10040.4.1", "DSA");

  /** What a sentence calls it: {@code EC secp384r1}, {@code RSA with 1024 bits}. */
  public String words() {
    return type.equals("EC") && !curve.isEmpty() ? "EC " + curve : bits == 0 ? type : type + " with " + bits + " bits";
  }

  public boolean isEc() {
    return type.equals("EC");
  }

  public boolean isRsa() {
    return type.equals("RSA");
  }

  /** A key that came as one: {@code SubjectPublicKeyInfo} is what its encoding is. */
  public static KeyFacts of(PublicKey key) {
    try {
      KeyFacts facts = of(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
      return facts.key.isPresent() ? facts : new KeyFacts(facts.type, facts.bits, facts.curve, Optional.of(key));
    } catch (RuntimeException e) { // an encoding that Bouncy Castle does not read
      return new KeyFacts(key.getAlgorithm(), 0, "", Optional.of(key));
    }
  }

  static KeyFacts of(SubjectPublicKeyInfo info) {
    ASN1ObjectIdentifier oid = info.getAlgorithm().getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption) || oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return rsa(info, oid.equals(PKCSObjectIdentifiers.rsaEncryption) ? "RSA" : "RSASSA-PSS");
    }
    if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ec(info);
    }
    String type = OTHERS.getOrDefault(oid.getId(), oid.getId());
    int bits = type.equals("Ed25519") ? 256 : type.equals("Ed448") ? 456 : 0;
    return new KeyFacts(type, bits, "", generate(oid, info));
  }

  private static KeyFacts rsa(SubjectPublicKeyInfo info, String type) {
    try {
      RSAPublicKey numbers = RSAPublicKey.getInstance(info.parsePublicKey());
      int bits = numbers.getModulus().bitLength();
      BigInteger exponent = numbers.getPublicExponent();
      boolean affordable = bits <= LARGEST_MODULUS && exponent.bitLength() <= LONGEST_EXPONENT;
      return new KeyFacts(
          type, bits, "", affordable ? generate(info.getAlgorithm().getAlgorithm(), info) : Optional.empty());
    } catch (IOException | RuntimeException e) { // no RSAPublicKey inside
      return new KeyFacts(type, 0, "", Optional.empty());
    }
  }

  private static KeyFacts ec(SubjectPublicKeyInfo info) {
    ASN1Primitive parameters =
        info.getAlgorithm().getParameters() == null ? null : info.getAlgorithm().getParameters().toASN1Primitive();
    if (!(parameters instanceof ASN1ObjectIdentifier named)) {
      // explicit parameters may be anything at any cost, and RFC 5480 §2.1.1 forbids them
      return new KeyFacts("EC", 0, "", Optional.empty());
    }
    X9ECParameters curve = ECNamedCurveTable.getByOID(named);
    if (curve == null) {
      return new KeyFacts("EC", 0, named.getId(), Optional.empty());
    }
    String sec = SECNamedCurves.getName(named);
    String name = sec == null ? ECNamedCurveTable.getName(named) : sec.toLowerCase(Locale.ROOT);
    return new KeyFacts(
        "EC", curve.getCurve().getFieldSize(), name, generate(X9ObjectIdentifiers.id_ecPublicKey, info));
  }

  private static Optional<PublicKey> generate(ASN1ObjectIdentifier oid, SubjectPublicKeyInfo info) {
    try {
      KeyFactory factory = KeyFactory.getInstance(oid.getId(), Bc.PROVIDER);
      return Optional.of(factory.generatePublic(new X509EncodedKeySpec(info.getEncoded("DER"))));
    } catch (GeneralSecurityException | IOException | RuntimeException e) { // a point that is not on its curve, …
      return Optional.empty();
    }
  }
}
