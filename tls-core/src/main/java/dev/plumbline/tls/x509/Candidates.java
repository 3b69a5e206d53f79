package dev.plumbline.tls.x509;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who may have issued a certificate, judged by names (RFC 5280 §6.1.3 (a)(4)), most promising first: key
 * identifiers that agree, then those in time. Key identifiers are hints and exclude nobody.
 *
 * @param anchors the trust anchors among them
 * @param issuers the others, none of which is an anchor
 */
record Candidates(List<TrustAnchors.Anchor> anchors, List<ParsedCertificate> issuers) {
  static Candidates of(
      ParsedCertificate subject, TrustAnchors trust, List<ParsedCertificate> sent, PathPolicy policy, Instant now) {
    List<TrustAnchors.Anchor> anchors = new ArrayList<>(1);
    for (TrustAnchors.Anchor anchor : trust.anchors()) {
      if (anchor.certificate().subjectName().matches(subject.issuerName())) {
        anchors.add(anchor);
      }
    }
    List<ParsedCertificate> issuers = new ArrayList<>(1);
    for (ParsedCertificate certificate : sent) {
      if (certificate.subjectName().matches(subject.issuerName()) && trust.find(certificate).isEmpty()) {
        issuers.add(certificate);
      }
    }
    if (policy.backtracking()) {
      if (anchors.size() > 1) {
        anchors.sort(Comparator.comparingInt(anchor -> doubt(subject, anchor.certificate(), now)));
      }
      if (issuers.size() > 1) {
        issuers.sort(Comparator.comparingInt(issuer -> doubt(subject, issuer, now)));
      }
      return new Candidates(anchors, issuers);
    }
    boolean anchored = !anchors.isEmpty();
    return new Candidates(
        anchored ? anchors.subList(0, 1) : anchors,
        anchored || issuers.isEmpty() ? List.of() : issuers.subList(0, 1));
  }

  private static int doubt(ParsedCertificate subject, ParsedCertificate issuer, Instant now) {
    int doubt = subject.extensions().contradicts(issuer.extensions()) ? 2 : 0;
    return doubt + (issuer.startsAfter(now) || issuer.endedBefore(now) ? 1 : 0);
  }
}
