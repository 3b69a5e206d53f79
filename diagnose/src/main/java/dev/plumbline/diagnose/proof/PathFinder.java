package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Every path from one certificate to an anchor, depth first, alternatives included, within bounds. Also keeps where
 * the ways ended that led to none.
 */
final class PathFinder {
  private static final int MOST_PATHS = 32;
  private static final int MOST_STEPS = 4_000;
  private static final int LONGEST = 16;

  private final List<CertificateFacts> sent;
  private final List<CertificateFacts> anchors;
  private final KeyExchange exchange;
  private final Issuance issuance;
  private final List<CertificateFacts> chain = new ArrayList<>();
  private final List<ChainPath> paths = new ArrayList<>();
  private List<CertificateFacts> longest = List.of();
  private int steps;

  PathFinder(
      List<CertificateFacts> sent, List<CertificateFacts> anchors, KeyExchange exchange, Issuance issuance) {
    this.sent = sent;
    this.anchors = anchors;
    this.exchange = exchange;
    this.issuance = issuance;
  }

  /** The paths from this certificate, in the order in which they were found: shorter ways to an anchor first. */
  List<ChainPath> from(CertificateFacts leaf) {
    chain.add(leaf);
    for (CertificateFacts anchor : anchors) {
      if (anchor.equals(leaf)) {
        found(List.of(anchor));
      }
    }
    extend();
    return paths;
  }

  /** The longest chain of those that end without an anchor. */
  List<CertificateFacts> longestDeadEnd(CertificateFacts leaf) {
    return longest.isEmpty() ? List.of(leaf) : longest;
  }

  private void extend() {
    CertificateFacts last = chain.get(chain.size() - 1);
    boolean anchored = false;
    for (CertificateFacts anchor : anchors) {
      if (!chain.contains(anchor) && issuance.issued(anchor, last)) {
        anchored = true;
        chain.add(anchor);
        found(chain);
        if (!anchor.selfIssued() && chain.size() < LONGEST && steps++ < MOST_STEPS) {
          extend(); // some stacks go on to a root
        }
        chain.remove(chain.size() - 1);
      }
    }
    boolean continued = false;
    for (CertificateFacts issuer : sent) {
      if (paths.size() < MOST_PATHS && mayFollow(issuer) && issuance.issued(issuer, last)) {
        continued = true;
        chain.add(issuer);
        extend();
        chain.remove(chain.size() - 1);
      }
    }
    if (!anchored && !continued && !endsAtAnchor(last) && chain.size() > longest.size()) {
      longest = List.copyOf(chain);
    }
  }

  private boolean endsAtAnchor(CertificateFacts last) {
    return anchors.stream().anyMatch(last::sameAuthority);
  }

  /** No authority twice (RFC 4158 §2.4.1); those that are anchors are followed as such. */
  private boolean mayFollow(CertificateFacts issuer) {
    return chain.size() < LONGEST
        && steps++ < MOST_STEPS
        && chain.stream().noneMatch(issuer::sameAuthority)
        && anchors.stream().noneMatch(issuer::equals);
  }

  private void found(List<CertificateFacts> path) {
    if (paths.size() < MOST_PATHS) {
      boolean rooted = issuance.selfSigned(path.get(path.size() - 1));
      paths.add(new ChainPath(path, rooted, PathRules.problems(path, exchange, issuance)));
    }
  }
}
