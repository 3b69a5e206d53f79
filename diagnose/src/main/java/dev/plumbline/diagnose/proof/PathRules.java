package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.PathProblem.Kind;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What RFC 5280 §6.1 asks of a path besides signatures and dates, all of it: where validation stops at the first
 * fault, people want to know every one. The anchor's own certificate binds those below it (RFC 5937 §3).
 */
final class PathRules {
  private final List<CertificateFacts> path;
  private final List<PathProblem> problems = new ArrayList<>();

  private PathRules(List<CertificateFacts> path) {
    this.path = path;
  }

  static List<PathProblem> problems(List<CertificateFacts> path, KeyExchange exchange, Issuance issuance) {
    PathRules rules = new PathRules(path);
    rules.leaf(exchange);
    for (int i = 0; i < path.size(); i++) {
      rules.wellFormed(path.get(i));
      if (i > 0) {
        rules.authority(i);
      }
      if (i + 1 < path.size()) {
        rules.computed(path.get(i), issuance.signature(path.get(i), path.get(i + 1)));
      }
    }
    return rules.problems;
  }

  private void leaf(KeyExchange exchange) {
    CertificateFacts leaf = path.get(0);
    problems.addAll(leafProblems(leaf, exchange));
  }

  /** What the server's certificate must be on its own (RFC 5246 §7.4.2, RFC 5280 §4.2.1.12). */
  static List<PathProblem> leafProblems(CertificateFacts leaf, KeyExchange exchange) {
    List<PathProblem> problems = new ArrayList<>();
    ExtensionFacts extensions = leaf.extensions();
    if (!extensions.allowsServerAuth()) {
      problems.add(
          new PathProblem(
              Kind.PURPOSE,
              leaf,
              leaf.label() + " is not for servers: its extKeyUsage is " + extensions.purposes().orElse(List.of())
                  + " and lacks serverAuth"));
    }
    KeyUsageBit needed =
        exchange == KeyExchange.SIGNED ? KeyUsageBit.DIGITAL_SIGNATURE : KeyUsageBit.KEY_ENCIPHERMENT;
    if (exchange != KeyExchange.UNKNOWN && !extensions.allows(needed)) {
      String does = exchange == KeyExchange.SIGNED ? "signs its key exchange" : "deciphers the pre-master secret";
      problems.add(
          new PathProblem(
              Kind.KEY_USAGE,
              leaf,
              leaf.label() + " has a keyUsage without " + needed.rfcName() + ", and the server " + does + " with it"));
    }
    return problems;
  }

  private void wellFormed(CertificateFacts certificate) {
    if (!certificate.refusal().isEmpty()) {
      add(Kind.MALFORMED, certificate, "is not well formed: " + certificate.refusal());
    }
    if (!certificate.extensions().unknownCritical().isEmpty()) {
      add(
          Kind.CRITICAL_EXTENSION,
          certificate,
          "has a critical extension that path validation does not know: "
              + certificate.extensions().unknownCritical().get(0));
    }
  }

  /** §6.1.4 (k) to (n), and the custom that an authority's purposes bound those of what it issues. */
  private void authority(int index) {
    CertificateFacts issuer = path.get(index);
    ExtensionFacts extensions = issuer.extensions();
    boolean anchor = index == path.size() - 1;
    if (!extensions.any()) {
      if (!anchor) { // an anchor is a name and a key, and old roots have no extensions
        add(Kind.VERSION_1_AUTHORITY, issuer, "has no extensions, so nothing says that it is an authority");
      }
      return;
    }
    if (!extensions.authority().orElse(false)) {
      add(Kind.NOT_AN_AUTHORITY, issuer, "is not an authority (basicConstraints), yet issued another");
    }
    if (!extensions.allows(KeyUsageBit.KEY_CERT_SIGN)) {
      add(Kind.NO_CERT_SIGN, issuer, "has a keyUsage without keyCertSign, yet issued another");
    }
    if (!extensions.allowsServerAuth()) {
      add(Kind.PURPOSE, issuer, "is an authority whose extKeyUsage does not extend to servers");
    }
    long below = path.subList(1, index).stream().filter(each -> !each.selfIssued()).count();
    if (extensions.pathLength().isPresent() && below > extensions.pathLength().getAsInt()) {
      add(
          Kind.PATH_LENGTH,
          issuer,
          "allows " + extensions.pathLength().getAsInt() + " authorities below it (pathLenConstraint), and there are "
              + below);
    }
    if (extensions.nameConstraints()) {
      names(issuer, index);
    }
  }

  private void names(CertificateFacts issuer, int index) {
    Optional<ParsedCertificate> above = issuer.parsed();
    for (int i = 0; i < index && above.isPresent(); i++) {
      CertificateFacts below = path.get(i);
      if (i == 0 || !below.selfIssued()) { // §6.1.3 (b)
        below.parsed().flatMap(above.get()::violatedBy).ifPresent(
            violation -> add(
                Kind.NAME_CONSTRAINTS,
                below,
                "is against the name constraints of " + issuer.label() + ": " + violation));
      }
    }
  }

  private void computed(CertificateFacts subject, SignatureCheck check) {
    if (check.state() == SignatureCheck.State.NOT_COMPUTED) {
      add(Kind.UNVERIFIED, subject, "has a signature that was not computed: " + check.reason());
    }
  }

  private void add(Kind kind, CertificateFacts certificate, String what) {
    problems.add(new PathProblem(kind, certificate, certificate.label() + " " + what));
  }
}
