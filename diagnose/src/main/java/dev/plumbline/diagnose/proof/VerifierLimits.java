package dev.plumbline.diagnose.proof;

import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a device can verify signatures with (C07, C72): each key by its curve or modulus, each signature by its hash.
 * Which key goes with which hash is free: a P-256 key may have signed with SHA-384.
 *
 * @param name how a sentence calls the verifier
 * @param curves of EC keys, by IANA's names; {@link #ANY} for all
 * @param ecHashes of ECDSA signatures; {@link #ANY} for all
 * @param rsaHashes of RSA signatures, {@code PSS} among them if it does RSASSA-PSS; {@link #ANY} for all
 * @param minRsaBits the smallest modulus
 * @param maxRsaBits the largest modulus; 0 if it does no RSA
 */
public record VerifierLimits(
    String name, Set<String> curves, Set<String> ecHashes, Set<String> rsaHashes, int minRsaBits, int maxRsaBits) {
  /** Stands for all there are. */
  public static final String ANY = "*";

  /** The secure elements: keys on P-256 and digests of 32 bytes (C72). */
  public static final VerifierLimits P256_SHA256 =
      new VerifierLimits(
          "a verifier of P-256 with SHA-256", Set.of("secp256r1"), Set.of("SHA-256"), Set.of(), Integer.MAX_VALUE, 0);

  /** Digests of 32 bytes, and any key. */
  public static final VerifierLimits SHA256_ONLY =
      new VerifierLimits(
          "a verifier of SHA-256", Set.of(ANY), Set.of("SHA-256"), Set.of("SHA-256", "PSS"), 0, Integer.MAX_VALUE);

  private static final String PSS = "PSS";

  /** What an engine can verify, by its profile. */
  public static VerifierLimits of(EngineProfile engine) {
    Set<String> rsa = hashes(engine.schemes(), KeyType.RSA);
    if (engine.schemes().stream().anyMatch(SignatureScheme::pss)) {
      rsa.add(PSS);
    }
    return new VerifierLimits(
        "the " + engine.name() + " engine",
        engine.certificateCurves().stream().map(NamedGroup::ianaName).collect(Collectors.toSet()),
        hashes(engine.schemes(), KeyType.EC),
        rsa,
        engine.minRsaBits(),
        rsa.isEmpty() ? 0 : engine.maxRsaBits());
  }

  private static Set<String> hashes(List<SignatureScheme> schemes, KeyType type) {
    return schemes.stream()
        .filter(scheme -> scheme.keyType() == type)
        .map(SignatureScheme::hash)
        .map(HashAlgorithm::standardName)
        .collect(Collectors.toSet());
  }

  /**
   * Something that this verifier can't do.
   *
   * @param signature whether it is the signature on the certificate; its key otherwise
   */
  public record Beyond(CertificateFacts certificate, boolean signature, String sentence) {}

  /**
   * What of a path is beyond it: every key, the anchor's included, because something below is verified with it; every
   * signature but the anchor's own, because nobody has to verify that.
   *
   * @param path the server's certificate first
   * @param anchored whether the last one is an anchor
   */
  public List<Beyond> beyond(List<CertificateFacts> path, boolean anchored) {
    List<Beyond> found = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      CertificateFacts certificate = path.get(i);
      if (!canUse(certificate.key())) {
        found.add(
            new Beyond(
                certificate,
                false,
                certificate.label() + " has a key (" + certificate.key().words() + ") that is beyond " + name));
      }
      boolean verified = !(anchored && i == path.size() - 1) && !certificate.selfIssued();
      if (verified && !canVerify(certificate.signatureName())) {
        found.add(
            new Beyond(
                certificate,
                true,
                certificate.label() + " is signed with " + certificate.signatureName().name() + ", which is beyond "
                    + name));
      }
    }
    return found;
  }

  /** Whether it can verify with such a key. */
  public boolean canUse(KeyFacts key) {
    if (key.isEc()) {
      return has(curves, key.curve());
    }
    return key.isRsa() ? key.bits() >= minRsaBits && key.bits() <= maxRsaBits : curves.contains(ANY);
  }

  /** Whether it can verify such a signature, given a key that it can use. */
  public boolean canVerify(SignatureName signature) {
    return switch (signature.keyType()) {
      case "EC" -> has(ecHashes, signature.hash());
      case "RSA" -> has(rsaHashes, signature.hash()) && (!signature.pss() || has(rsaHashes, PSS));
      default -> curves.contains(ANY) && ecHashes.contains(ANY);
    };
  }

  private static boolean has(Set<String> all, String one) {
    return all.contains(ANY) || all.contains(one);
  }
}
