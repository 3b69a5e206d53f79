package dev.plumbline.tls.x509;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The valid policies of a path (RFC 5280 §6.1.2 (a), (d) to (f)). Any policy suits the user, so that only one
 * question is left: is there one at all, where a certificate requires it? The levels of the policy tree shrink to
 * the sets that RFC 9618 makes of them.
 */
final class ExplicitPolicy {
  private Set<String> expected = new HashSet<>();
  private boolean any = true;
  private int explicitPolicy;
  private int policyMapping;
  private int inhibitAnyPolicy;

  private ExplicitPolicy(int n) {
    explicitPolicy = n + 1;
    policyMapping = n + 1;
    inhibitAnyPolicy = n + 1;
  }

  /** Whether the path, leaf first and anchor last, has the policy that its certificates require. */
  static boolean holds(List<ParsedCertificate> path) {
    int n = path.size() - 1;
    boolean required = false;
    for (int i = 0; i < n; i++) {
      required |= path.get(i).extensions().policies().requireExplicitPolicy() != Integer.MAX_VALUE;
    }
    return !required || new ExplicitPolicy(n).walk(path, n);
  }

  private boolean walk(List<ParsedCertificate> path, int n) {
    for (int i = n - 1; i >= 0; i--) {
      ParsedCertificate certificate = path.get(i);
      CertificatePolicies policies = certificate.extensions().policies();
      boolean passing = i > 0 && certificate.selfIssued();
      take(policies, passing);
      if (explicitPolicy == 0 && !valid()) { // §6.1.3 (f)
        return false;
      }
      if (i > 0) {
        prepare(policies, passing);
      } else {
        wrapUp(policies);
      }
    }
    return explicitPolicy > 0 || valid();
  }

  private boolean valid() {
    return any || !expected.isEmpty();
  }

  /** §6.1.3 (d), (e). */
  private void take(CertificatePolicies policies, boolean selfIssuedIntermediate) {
    Set<String> next = new HashSet<>();
    boolean nextAny = false;
    Set<String> own = policies.policies();
    for (String policy : own) {
      if (!policy.equals(CertificatePolicies.ANY_POLICY) && (any || expected.contains(policy))) {
        next.add(policy);
      }
    }
    if (own.contains(CertificatePolicies.ANY_POLICY) && (inhibitAnyPolicy > 0 || selfIssuedIntermediate)) {
      next.addAll(expected);
      nextAny = any;
    }
    expected = next;
    any = nextAny;
  }

  /** §6.1.4 (b), (h) to (j). */
  private void prepare(CertificatePolicies policies, boolean selfIssued) {
    for (Map.Entry<String, List<String>> mapping : policies.mappings().entrySet()) {
      boolean there = expected.remove(mapping.getKey()) || any;
      if (there && policyMapping > 0) {
        expected.addAll(mapping.getValue());
      }
    }
    if (!selfIssued) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      policyMapping = Math.max(0, policyMapping - 1);
      inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
    }
    explicitPolicy = Math.min(explicitPolicy, policies.requireExplicitPolicy());
    policyMapping = Math.min(policyMapping, policies.inhibitPolicyMapping());
    inhibitAnyPolicy = Math.min(inhibitAnyPolicy, policies.inhibitAnyPolicy());
  }

  /** §6.1.5 (a), (b). */
  private void wrapUp(CertificatePolicies policies) {
    explicitPolicy = Math.max(0, explicitPolicy - 1);
    if (policies.requireExplicitPolicy() == 0) {
      explicitPolicy = 0;
    }
  }
}
