package dev.plumbline.diagnose.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The claims of a JWT (RFC 7519 §4.1) that say whether a service takes it. Times in milliseconds are already divided.
 *
 * @param audience aud as text; several are joined with a comma
 * @param issuer iss
 * @param subject sub
 * @param issuedAt iat
 * @param notBefore nbf
 * @param expires exp
 */
public record JwtClaims(
    Optional<String> audience,
    Optional<String> issuer,
    Optional<String> subject,
    Optional<Instant> issuedAt,
    Optional<Instant> notBefore,
    Optional<Instant> expires) {

  /** From iat to exp. */
  public Optional<Duration> lifetime() {
    return issuedAt.flatMap(from -> expires.map(to -> Duration.between(from, to)));
  }

  /** Without issuer and subject, which may name a person. */
  @Override
  public String toString() {
    return "JwtClaims[aud=" + audience.orElse("none") + ", iat=" + issuedAt.map(Instant::toString).orElse("none")
        + ", exp=" + expires.map(Instant::toString).orElse("none") + "]";
  }
}
