package dev.plumbline.tls.x509;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PublicKeyInfo;
import java.util.Optional;

/**
 * SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) by offsets. A key of another kind than this profile's is not malformed;
 * it just can't be used, and {@link #name()} and {@link #bits()} say what it is.
 */
final class SubjectKeyInfo {
  private static final Oid RSA_ENCRYPTION = Oid.of("1.2.840.113549.1.1.1");
  private static final Oid EC_PUBLIC_KEY = Oid.of("1.2.840.10045.2.1");
  private static final Oid SECP192R1 = Oid.of("1.2.840.10045.3.1.1");
  private static final Oid SECP256R1 = Oid.of("1.2.840.10045.3.1.7");
  private static final Oid SECP384R1 = Oid.of("1.3.132.0.34");
  private static final Oid SECP521R1 = Oid.of("1.3.132.0.35");
  private static final Oid RSASSA_PSS = Oid.of("1.2.840.113549.1.1.10");
  private static final Oid ED25519 = Oid.of("1.3.101.112");
  private static final Oid ED448 = Oid.of("1.3.101.113");
  private static final Oid DSA = Oid.of("1.2.840.10040.4.1");
  private static final int UNCOMPRESSED = 4;
  private static final String WHAT = "subjectPublicKeyInfo";

  private final Der whole;
  private final Der bits;
  private String name;
  private int size;
  private NamedGroup group;
  private Der first;
  private Der second;

  private SubjectKeyInfo(Der whole, Der bits) {
    this.whole = whole;
    this.bits = bits;
  }

  static SubjectKeyInfo read(Der in) throws MalformedCertificate {
    Der whole = in.read(Der.SEQUENCE, WHAT);
    Der algorithm = whole.read(Der.SEQUENCE, WHAT);
    Der oid = algorithm.readOid(WHAT);
    SubjectKeyInfo info = new SubjectKeyInfo(whole, whole.readOctetAlignedBits("subjectPublicKey"));
    whole.end(WHAT);
    if (RSA_ENCRYPTION.is(oid)) {
      info.rsa(algorithm);
    } else if (EC_PUBLIC_KEY.is(oid)) {
      info.ec(algorithm);
    } else {
      info.name =
          RSASSA_PSS.is(oid) ? "RSASSA-PSS" : ED25519.is(oid) ? "Ed25519" : ED448.is(oid) ? "Ed448"
              : DSA.is(oid) ? "DSA" : Oid.dotted(oid);
    }
    return info;
  }

  private void rsa(Der algorithm) throws MalformedCertificate {
    name = "RSA";
    algorithm.read(Der.NULL, "RSA parameters"); // RFC 3279 §2.3.1
    algorithm.end("RSA parameters");
    Der content = bits.again();
    Der key = content.read(Der.SEQUENCE, "RSAPublicKey");
    content.end("RSAPublicKey");
    first = key.readInteger("modulus");
    second = key.readInteger("publicExponent");
    key.end("RSAPublicKey");
    PublicKeyInfo.Rsa info = (PublicKeyInfo.Rsa) publicKey(MemoryRegion.RAM).orElseThrow();
    if (isNegative(first) || isNegative(second) || info.bits() == 0) {
      throw key.malformed("RSAPublicKey", "has no positive modulus and exponent");
    }
    size = info.bits();
  }

  private void ec(Der algorithm) throws MalformedCertificate {
    name = "EC";
    if (!algorithm.nextIs(Der.OBJECT_IDENTIFIER)) {
      name = "EC with explicit curve parameters"; // forbidden by RFC 5480 §2.1.1
      return;
    }
    Der curve = algorithm.readOid("namedCurve");
    algorithm.end("namedCurve");
    NamedGroup named = named(curve);
    if (named == null) {
      name = SECP521R1.is(curve) ? "EC secp521r1" : "EC on curve " + Oid.dotted(curve);
      size = SECP521R1.is(curve) ? 521 : 0;
      return;
    }
    size = named.bits();
    boolean uncompressed = bits.length() > 0 && bits.bytes()[bits.start()] == UNCOMPRESSED;
    if (uncompressed && bits.length() != named.publicPointLength()) {
      throw bits.malformed("the public point", "has " + bits.length() + " octets");
    }
    group = named;
    name = uncompressed ? "EC" : "EC with a compressed point";
    first = uncompressed ? bits : null;
  }

  private static NamedGroup named(Der curve) {
    if (SECP256R1.is(curve)) {
      return NamedGroup.SECP256R1;
    }
    return SECP384R1.is(curve) ? NamedGroup.SECP384R1 : SECP192R1.is(curve) ? NamedGroup.SECP192R1 : null;
  }

  private static boolean isNegative(Der integer) {
    return integer.bytes()[integer.start()] < 0;
  }

  /** The key for an engine, in that region of memory; empty if it is none of this profile's kinds. */
  Optional<PublicKeyInfo> publicKey(MemoryRegion region) {
    if (first == null) {
      return Optional.empty();
    }
    return Optional.of(
        second == null
            ? new PublicKeyInfo.Ec(group, view(first, 0).in(region))
            : new PublicKeyInfo.Rsa(view(first, sign(first)).in(region), view(second, sign(second)).in(region)));
  }

  private static int sign(Der integer) {
    return integer.bytes()[integer.start()] == 0 ? 1 : 0;
  }

  private static CryptoView view(Der window, int skip) {
    return CryptoView.of(window.bytes(), window.start() + skip, window.length() - skip);
  }

  /** The type, if it is one of this profile and an engine can be given the key. */
  Optional<KeyType> type() {
    return first == null ? Optional.empty() : Optional.of(second == null ? KeyType.EC : KeyType.RSA);
  }

  /** {@code EC}, {@code RSA}, or what it is instead. */
  String name() {
    return name;
  }

  /** In bits; 0 if unknown. */
  int bits() {
    return size;
  }

  Optional<NamedGroup> group() {
    return Optional.ofNullable(group);
  }

  /** The value of subjectPublicKey without tag, length and unused bits, which key hashes are made of. */
  byte[] keyBits() {
    return bits.content();
  }

  boolean same(SubjectKeyInfo other) {
    return whole.sameContent(other.whole);
  }
}
