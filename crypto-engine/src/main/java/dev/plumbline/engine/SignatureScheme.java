package dev.plumbline.engine;

import java.util.Optional;

/**
 * The signature algorithms of this profile, by their code points in {@code signature_algorithms}.
 *
 * <p>In TLS 1.2 a code point is a pair of hash and signature (RFC 5246 §7.4.1.4.1), so the ECDSA ones go with any
 * curve, whatever curve their newer IANA name mentions; the PSS ones are RFC 8446 §4.2.3, allowed in TLS 1.2 too. The
 * same values name the signature on a certificate.
 */
public enum SignatureScheme {
  ECDSA_SHA256(0x0403, "ecdsa_secp256r1_sha256", KeyType.EC, HashAlgorithm.SHA256, false),
  ECDSA_SHA384(0x0503, "ecdsa_secp384r1_sha384", KeyType.EC, HashAlgorithm.SHA384, false),
  ECDSA_SHA512(0x0603, "ecdsa_secp521r1_sha512", KeyType.EC, HashAlgorithm.SHA512, false),
  RSA_PSS_SHA256(0x0804, "rsa_pss_rsae_sha256", KeyType.RSA, HashAlgorithm.SHA256, true),
  RSA_PSS_SHA384(0x0805, "rsa_pss_rsae_sha384", KeyType.RSA, HashAlgorithm.SHA384, true),
  RSA_PSS_SHA512(0x0806, "rsa_pss_rsae_sha512", KeyType.RSA, HashAlgorithm.SHA512, true),
  RSA_PKCS1_SHA256(0x0401, "rsa_pkcs1_sha256", KeyType.RSA, HashAlgorithm.SHA256, false),
  RSA_PKCS1_SHA384(0x0501, "rsa_pkcs1_sha384", KeyType.RSA, HashAlgorithm.SHA384, false),
  RSA_PKCS1_SHA512(0x0601, "rsa_pkcs1_sha512", KeyType.RSA, HashAlgorithm.SHA512, false);

  private final int codePoint;
  private final String ianaName;
  private final KeyType keyType;
  private final HashAlgorithm hash;
  private final boolean pss;

  SignatureScheme(int codePoint, String ianaName, KeyType keyType, HashAlgorithm hash, boolean pss) {
    this.codePoint = codePoint;
    this.ianaName = ianaName;
    this.keyType = keyType;
    this.hash = hash;
    this.pss = pss;
  }

  public int codePoint() {
    return codePoint;
  }

  public String ianaName() {
    return ianaName;
  }

  /** The type of key that makes such signatures. */
  public KeyType keyType() {
    return keyType;
  }

  public HashAlgorithm hash() {
    return hash;
  }

  /** RSASSA-PSS rather than PKCS#1 v1.5; the salt is as long as the hash (RFC 8446 §4.2.3). */
  public boolean pss() {
    return pss;
  }

  public static Optional<SignatureScheme> of(int codePoint) {
    for (SignatureScheme scheme : values()) {
      if (scheme.codePoint == codePoint) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
