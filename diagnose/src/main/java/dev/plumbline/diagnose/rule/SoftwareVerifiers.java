package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.proof.VerifierLimits;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Optional;
import java.util.Set;

/** What stacks that compute in software can't verify, however they are built. */
final class SoftwareVerifiers {
  /**
   * The hash and signature algorithms of BearSSL 0.6's x509_minimal (ECDSA and RSA PKCS #1 with SHA-1 to SHA-512; no
   * EdDSA, no RSASSA-PSS), its curves (br_ec_get_default) and its buffers for keys and signatures (4096 bits of RSA).
   * That it has no MD5 and takes no RSA below 1017 bits is a matter of weakness (C46), and left to that rule.
   */
  private static final VerifierLimits BEARSSL = new VerifierLimits(
      "BearSSL", Set.of("secp256r1", "secp384r1", "secp521r1"), hashes(), hashes(), 0, 4096, Set.of());

  /** mbed TLS 2.28 and 3.x know no EdDSA (pk.c, oid.c), and numbers of up to MBEDTLS_MPI_MAX_SIZE, 1024 bytes. */
  private static final VerifierLimits MBEDTLS = new VerifierLimits(
      "mbed TLS",
      Set.of("secp192r1", "secp224r1", "secp256r1", "secp384r1", "secp521r1", "secp192k1", "secp224k1", "secp256k1",
          "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"),
      Set.of(VerifierLimits.ANY), Set.of(VerifierLimits.ANY), 0, 8192, Set.of());

  private SoftwareVerifiers() {}

  private static Set<String> hashes() {
    return Set.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");
  }

  /** Empty for a stack whose limits are those of its build. */
  static Optional<VerifierLimits> of(Family family) {
    return switch (family) {
      case BEARSSL -> Optional.of(BEARSSL);
      case MBEDTLS -> Optional.of(MBEDTLS);
      default -> Optional.empty();
    };
  }
}
