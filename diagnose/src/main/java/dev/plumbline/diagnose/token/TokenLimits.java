package dev.plumbline.diagnose.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a service asks of a token besides its form. Immutable.
 *
 * @param maxLifetime the longest time from iat to exp; empty if the service has no limit that is known
 * @param clockSkew by how much iat and exp may miss the service's clock
 * @param algorithms the values of alg that it takes; empty if that is not known
 * @param audience what aud must be; empty if that is not known
 */
public record TokenLimits(
    Optional<Duration> maxLifetime, Duration clockSkew, Set<String> algorithms, Optional<String> audience) {
  private static final Duration USUAL_SKEW = Duration.ofMinutes(10);

  /** Of a service that nothing is known of: only what no service takes is wrong. */
  public static final TokenLimits UNKNOWN =
      new TokenLimits(Optional.empty(), USUAL_SKEW, Set.of(), Optional.empty());

  public TokenLimits {
    algorithms = Set.copyOf(algorithms);
  }

  public TokenLimits withAudience(String expected) {
    return new TokenLimits(maxLifetime, clockSkew, algorithms, Optional.of(expected));
  }
}
