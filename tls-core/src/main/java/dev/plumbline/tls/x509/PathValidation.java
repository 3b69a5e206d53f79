package dev.plumbline.tls.x509;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The validation of one candidate path, from the anchor down, in the order of RFC 5280 §6.1: the state variables
 * are fields, each step names its paragraph. What concerns the server's certificate alone is {@link LeafRules}.
 */
final class PathValidation {
  private final HeldKeys keys;
  private final PathBudget budget;
  private final PathPolicy policy;
  private final Instant now;

  private final List<NameConstraints> constraints = new ArrayList<>(0);
  private int maxPathLength = Integer.MAX_VALUE;
  private int verified;

  PathValidation(HeldKeys keys, PathBudget budget, PathPolicy policy, Instant now) {
    this.keys = keys;
    this.budget = budget;
    this.policy = policy;
    this.now = now;
  }

  /** How many signatures held before it ended: the measure of how far a refused path went. */
  int verifiedSignatures() {
    return verified;
  }

  /** Validates a path, the server's certificate first; the anchor's certificate is last. */
  void validate(List<ParsedCertificate> path, TrustAnchors.Anchor anchor) throws Refusal, EngineException {
    int last = path.size() - 1;
    SubjectKey issuerKey = keys.anchor(anchor);
    start(anchor.certificate());
    for (int i = last - 1; i >= 0; i--) {
      ParsedCertificate certificate = path.get(i);
      issuerKey = keys.verified(certificate, path.get(i + 1), issuerKey); // §6.1.3 (a)(1); (a)(4) is how it was found
      verified++;
      if (i > 0) {
        checkDates(certificate); // §6.1.3 (a)(2)
      }
      checkConstraints(certificate, i == 0); // §6.1.3 (b), (c)
      if (i > 0) {
        prepareForNext(certificate); // §6.1.4
      }
    }
    if (!ExplicitPolicy.holds(path)) { // §6.1.3 (d) to (f), §6.1.5 (g)
      throw Refusal.of(
          Fault.CERTIFICATE_CONSTRAINT, path.get(0).shortName(), "the path requires an explicit policy and has none");
    }
  }

  /** §6.1.2: what the anchor's own certificate says binds those below it (RFC 5937 §3). */
  private void start(ParsedCertificate anchor) throws Refusal {
    if (policy.checkAnchorDates()) {
      checkDates(anchor);
    }
    if (anchor.extensions().extended()) {
      checkIssuer(anchor);
      maxPathLength = anchor.extensions().pathLength();
    }
    checkCritical(anchor);
    addConstraints(anchor);
  }

  private void checkDates(ParsedCertificate certificate) throws Refusal {
    if (policy.checkDates()) {
      checkDates(certificate, now);
    }
  }

  /** §6.1.3 (a)(2): both ends belong to the period. */
  static void checkDates(ParsedCertificate certificate, Instant now) throws Refusal {
    if (certificate.startsAfter(now)) {
      throw Refusal.of(
          Fault.CERTIFICATE_NOT_YET_VALID, certificate.shortName(), certificate.notBefore(), now);
    }
    if (certificate.endedBefore(now)) {
      throw Refusal.of(Fault.CERTIFICATE_PAST_VALIDITY, certificate.shortName(), certificate.notAfter(), now);
    }
  }

  private void checkConstraints(ParsedCertificate certificate, boolean leaf) throws Refusal {
    if (constraints.isEmpty() || !leaf && certificate.selfIssued()) {
      return;
    }
    for (NameConstraints each : constraints) {
      String violation = each.violation(certificate, budget);
      if (violation != null) {
        throw Refusal.of(Fault.CERTIFICATE_CONSTRAINT, certificate.shortName(), violation);
      }
    }
  }

  private void prepareForNext(ParsedCertificate issuer) throws Refusal {
    checkIssuer(issuer); // (k), (n)
    addConstraints(issuer); // (g)
    if (!issuer.selfIssued()) { // (l)
      if (maxPathLength == 0) {
        throw Refusal.of(
            Fault.CERTIFICATE_CONSTRAINT,
            issuer.shortName(),
            "a pathLenConstraint above it allows no further authority");
      }
      maxPathLength--;
    }
    maxPathLength = Math.min(maxPathLength, issuer.extensions().pathLength()); // (m)
    checkCritical(issuer); // (o)
  }

  /** §6.1.4 (k) and (n), and the custom that an authority's purposes bound those of what it issues. */
  private static void checkIssuer(ParsedCertificate issuer) throws Refusal {
    CertificateExtensions extensions = issuer.extensions();
    if (!extensions.authority()) {
      throw Refusal.of(
          Fault.CERTIFICATE_CONSTRAINT,
          issuer.shortName(),
          "it is not an authority (basicConstraints), yet issued another");
    }
    if (!extensions.allows(CertificateExtensions.KEY_CERT_SIGN)) {
      throw Refusal.of(
          Fault.CERTIFICATE_USAGE, issuer.shortName(), "its keyUsage lacks keyCertSign, yet it issued another");
    }
    if (!extensions.extendedKeyUsage().allowsServerAuth()) {
      throw Refusal.of(
          Fault.CERTIFICATE_USAGE, issuer.shortName(), "its extKeyUsage does not extend to servers (id-kp-serverAuth)");
    }
  }

  private void addConstraints(ParsedCertificate issuer) {
    if (issuer.extensions().nameConstraints() != null) {
      constraints.add(issuer.extensions().nameConstraints());
    }
  }

  /** §6.1.4 (o), §6.1.5 (f). */
  static void checkCritical(ParsedCertificate certificate) throws Refusal {
    String unknown = certificate.extensions().unknownCritical();
    if (unknown != null) {
      throw Refusal.of(Fault.CERTIFICATE_CRITICAL_EXTENSION, certificate.shortName(), unknown);
    }
  }
}
