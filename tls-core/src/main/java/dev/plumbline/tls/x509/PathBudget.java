package dev.plumbline.tls.x509;

import dev.plumbline.tls.alert.Fault;

/** What one search may spend, so that no chain makes it long. */
final class PathBudget {
  private static final int STEPS = 2_000;
  private static final int COMPARISONS = 250_000;

  private final int maxSignatureChecks;
  private int signatureChecks;
  private int steps;
  private int comparisons;
  private boolean overdrawn;

  PathBudget(PathPolicy policy) {
    this.maxSignatureChecks = policy.maxSignatureChecks();
  }

  void signatureCheck() throws Refusal {
    if (signatureChecks == maxSignatureChecks) {
      throw spent(maxSignatureChecks + " signatures were checked without finding a path");
    }
    signatureChecks++;
  }

  /** One more certificate was put into a candidate path. */
  void step() throws Refusal {
    if (steps++ == STEPS) {
      throw spent(STEPS + " ways to put the certificates together did not make a path");
    }
  }

  /** One name was held against one constraint. */
  void comparison() throws Refusal {
    if (comparisons++ == COMPARISONS) {
      throw spent("more than " + COMPARISONS + " comparisons of names and constraints");
    }
  }

  /** Whether something was asked for beyond the budget, so that searching on is pointless. */
  boolean overdrawn() {
    return overdrawn;
  }

  private Refusal spent(String what) {
    overdrawn = true;
    return Refusal.of(Fault.CERTIFICATE_PATH_LIMIT, what);
  }
}
