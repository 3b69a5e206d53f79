package dev.plumbline.engine.jca;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.jca.JcaRules.Choice;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may come from a provider, each with the time it took here with whom, in nanoseconds.
 *
 * <p>The times are this project's own measurements on JDK 17, as {@code docs/engines.md} shows them with their method;
 * they only decide who is faster. What is not here always comes from software: key generation and ECDSA signatures,
 * because providers draw their random numbers themselves, and X25519.
 */
public enum JcaOperation {
  /** SHA-256 of 4 KiB. */
  HASH(JcaRules::hash, 18_600, 2_320, 2_650, 2_720),
  /** HMAC-SHA-256 of 64 bytes. */
  HMAC(JcaRules::hmac, 882, 261, 322, 416),
  /** Sealing a record of 1 KiB. */
  GCM(JcaRules::gcm, 7_700, 425, 449, 604),
  /** Agreeing on P-256, both keys being taken first. */
  ECDH_P256(JcaRules::ec, 134_000, 831_000, 59_000, 78_700),
  /** The same on P-384. */
  ECDH_P384(JcaRules::ec, 426_000, 1_840_000, 219_000, 1_000_000),
  /** Verifying on P-256, the key being taken first. */
  ECDSA_P256(JcaRules::ec, 65_200, 879_000, 48_500, 54_200),
  /** The same on P-384. */
  ECDSA_P384(JcaRules::ec, 204_000, 2_000_000, 157_000, 321_000),
  /** Verifying with 2048 bits, the key being taken first. */
  RSA_PUBLIC(JcaRules::rsa, 29_200, 31_000, 19_600, 18_700),
  /** Signing with 2048 bits, the result being checked. */
  RSA_PRIVATE(JcaRules::rsa, 860_000, 816_000, 296_000, 534_000);

  private final Function<JcaRules, Choice> rule;
  private final int bouncyCastle;
  private final int jdk;
  private final int corretto;
  private final int conscrypt;

  JcaOperation(Function<JcaRules, Choice> rule, int bouncyCastle, int jdk, int corretto, int conscrypt) {
    this.rule = rule;
    this.bouncyCastle = bouncyCastle;
    this.jdk = jdk;
    this.corretto = corretto;
    this.conscrypt = conscrypt;
  }

  /** The agreement in a group; empty for one that only software has here. */
  static Optional<JcaOperation> ecdh(NamedGroup group) {
    return switch (group) {
      case SECP256R1 -> Optional.of(ECDH_P256);
      case SECP384R1 -> Optional.of(ECDH_P384);
      case SECP192R1, X25519 -> Optional.empty();
    };
  }

  /** The verification with a key; empty for RSA, of which only the arithmetic may come from a provider. */
  static Optional<JcaOperation> verification(PublicKeyInfo key) {
    if (!(key instanceof PublicKeyInfo.Ec ec)) {
      return Optional.empty();
    }
    return Optional.of(ec.group() == NamedGroup.SECP256R1 ? ECDSA_P256 : ECDSA_P384);
  }

  Choice choice(JcaRules rules) {
    return rule.apply(rules);
  }

  /** Nanoseconds in software. */
  int softwareNanos() {
    return bouncyCastle;
  }

  /** Nanoseconds with a provider; none for one that was not measured, because whoever names it wants it. */
  int nanos(ProviderFamily family) {
    return switch (family) {
      case JDK -> jdk;
      case CORRETTO -> corretto;
      case CONSCRYPT -> conscrypt;
      case OTHER -> 0;
    };
  }
}
