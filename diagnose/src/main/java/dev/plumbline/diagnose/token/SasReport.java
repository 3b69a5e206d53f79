package dev.plumbline.diagnose.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a password that may be a shared access signature. Holds no signature. Immutable.
 *
 * @param token whether it is one, broken or not
 * @param resource sr, decoded: which hub and device it is for
 * @param policy skn: the policy whose key signed; empty for a device's own key
 * @param expires se
 * @param problems what is wrong; empty for a token that is in order as far as it can be seen
 */
public record SasReport(
    boolean token,
    Optional<String> resource,
    Optional<String> policy,
    Optional<Instant> expires,
    List<TokenProblem> problems) {
  static final SasReport NONE =
      new SasReport(false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public SasReport {
    problems = List.copyOf(problems);
  }

  public boolean has(TokenProblem.Kind kind) {
    return problems.stream().anyMatch(one -> one.kind() == kind);
  }
}
