package dev.plumbline.diagnose.proof;

import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

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
 * @param rsaSizes the only sizes of a modulus that it takes; empty for all between the two
 */
public record VerifierLimits(
    String name, Set<String> curves, Set<String> ecHashes, Set<String> rsaHashes, int minRsaBits, int maxRsaBits,
    Set<Integer> rsaSizes) {
  /** Stands for all there are. */
  public static final String ANY = "*";

  /** The secure elements: keys on P-256 and digests of 32 bytes (C72). */
  public static final VerifierLimits P256_SHA256 =
      new VerifierLimits(
          "a verifier of P-256 with SHA-256", Set.of("secp256r1"), Set.of("SHA-256"), Set.of(), Integer.MAX_VALUE, 0,
          Set.of());

  /** Digests of 32 bytes, and any key. */
  public static final VerifierLimits SHA256_ONLY =
      new VerifierLimits(
          "a verifier of SHA-256", Set.of(ANY), Set.of("SHA-256"), Set.of("SHA-256", "PSS"), 0, Integer.MAX_VALUE,
          Set.of());

  private static final String PSS = "PSS";
  private static final Pattern CURVE = Pattern.compile("(?:secp|brainpoolP)(\\d{3})\\D.*");

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
        rsa.isEmpty() ? 0 : engine.maxRsaBits(),
        Set.of());
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
    if (!anchored && !path.isEmpty()) {
      unseenIssuer(path.get(path.size() - 1)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * A signature is as long as the key that made it: of an issuer that nobody has seen that much is known. The two
   * numbers of ECDSA are below the curve's order, and both far below it once in 2^128 times (FIPS 186-5 §6.4).
   */
  private Optional<Beyond> unseenIssuer(CertificateFacts top) {
    if (top.selfIssued()) {
      return Optional.empty();
    }
    byte[] signature = top.signature();
    Optional<String> key = switch (top.signatureName().keyType()) {
      case "EC" -> largestCurve() > 0 && longestOf(signature) > largestCurve()
          ? Optional.of("on a curve of more than " + largestCurve() + " bits") : Optional.empty();
      case "RSA" -> canUseRsa(8 * signature.length) ? Optional.empty()
          : Optional.of("RSA with " + 8 * signature.length + " bits");
      default -> Optional.empty();
    };
    return key.map(words -> new Beyond(top, true, top.label() + " was signed with a key (" + words
        + ", by the length of the signature) that is beyond " + name));
  }

  /** The longer of the two numbers of an ECDSA signature, in bits; 0 if it is none. */
  private static int longestOf(byte[] signature) {
    try {
      int longest = 0;
      for (ASN1Encodable number : ASN1Sequence.getInstance(signature)) {
        longest = Math.max(longest, ASN1Integer.getInstance(number).getPositiveValue().bitLength());
      }
      return longest;
    } catch (RuntimeException e) { // how Bouncy Castle says that it is none
      return 0;
    }
  }

  /** In bits; 0 if it has none, or takes all. */
  private int largestCurve() {
    return curves.stream().map(CURVE::matcher).filter(Matcher::matches)
        .mapToInt(match -> Integer.parseInt(match.group(1))).max().orElse(0);
  }

  /** Whether it can verify with such a key. */
  public boolean canUse(KeyFacts key) {
    if (key.isEc()) {
      return has(curves, key.curve());
    }
    return key.isRsa() ? canUseRsa(key.bits()) : curves.contains(ANY);
  }

  private boolean canUseRsa(int bits) {
    return bits >= minRsaBits && bits <= maxRsaBits && (rsaSizes.isEmpty() || rsaSizes.contains(bits));
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
