package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A key or a signature that some verifiers refuse for its weakness (C46).
 *
 * @param signature whether it is the signature on the certificate; its key otherwise
 * @param what {@code RSA with 1024 bits}, {@code sha1WithRSAEncryption}
 * @param refusedBy the rules that refuse it, by name
 */
public record Weakness(CertificateFacts certificate, boolean signature, String what, List<String> refusedBy) {
  private static final Set<String> BROKEN_HASHES = Set.of("MD2", "MD5", "SHA-1");
  private static final Set<String> MBEDTLS_HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

  /** With the certificate's name and who refuses it. */
  public String sentence() {
    String part = signature ? " is signed with " : " has a key that is ";
    return certificate.label() + part + what + ", which " + String.join(", ", refusedBy) + " refuse"
        + (refusedBy.size() == 1 ? "s" : "");
  }

  /**
   * The weak points of certificates in a chain. A signature that nobody has to verify, on an anchor or on a
   * self-signed certificate, is none.
   */
  static List<Weakness> of(List<CertificateFacts> certificates) {
    List<Weakness> found = new ArrayList<>();
    for (CertificateFacts certificate : certificates) {
      List<String> key = refusingKey(certificate.key());
      if (weak(certificate.key())) {
        found.add(new Weakness(certificate, false, certificate.key().words(), key));
      }
      SignatureName name = certificate.signatureName();
      boolean verified = certificate.origin() == CertificateFacts.Origin.SENT && !certificate.selfIssued();
      if (verified && BROKEN_HASHES.contains(name.hash())) {
        found.add(new Weakness(certificate, true, name.name(), refusingHash(name.hash())));
      }
    }
    return found;
  }

  private static boolean weak(KeyFacts key) {
    return key.bits() > 0 && (key.isRsa() && key.bits() < 2048 || key.isEc() && key.bits() < 256);
  }

  /**
   * OpenSSL's levels want 80, 112 and 128 bits of strength (SSL_CTX_set_security_level); mbedTLS's default profile is
   * in x509_crt.c.
   */
  private static List<String> refusingKey(KeyFacts key) {
    List<String> rules = new ArrayList<>();
    int level1 = key.isRsa() ? 1024 : 160;
    int level2 = key.isRsa() ? 2048 : 224;
    int level3 = key.isRsa() ? 3072 : 256;
    if (key.bits() < level3) {
      String levels = key.bits() < level1 ? "1 and up" : key.bits() < level2 ? "2 and up" : "3 and up";
      rules.add("OpenSSL's security level " + levels);
    }
    if (key.isRsa() ? key.bits() < 2048 : key.bits() < 256) {
      rules.add("mbedTLS's default profile");
    }
    if (key.bits() < level2) {
      rules.add("RFC 9325 §4.5");
    }
    return rules;
  }

  private static List<String> refusingHash(String hash) {
    List<String> rules = new ArrayList<>();
    rules.add(
        hash.equals("SHA-1")
            ? "OpenSSL's security level 2 and up (from OpenSSL 3.0 on level 1 too)"
            : "OpenSSL's security level 1 and up");
    if (!MBEDTLS_HASHES.contains(hash)) {
      rules.add("mbedTLS's default profile");
    }
    rules.add("RFC 9325 §4.5");
    return rules;
  }
}
