package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * What NetX Secure's search for a path makes of a chain: it compares names by their common name alone (unless built
 * with NX_SECURE_X509_STRICT_NAME_COMPARE), takes the first that has it, from its anchors and then from what was sent,
 * in whatever order that came, and refuses a certificate that has its issuer's common name as self-signed, trusted or
 * not (unless built with NX_SECURE_ALLOW_SELF_SIGNED_CERTIFICATES). Dates are another matter.
 *
 * <p>Source: eclipse-threadx/netxduo v6.4, nx_secure_x509_certificate_chain_verify, _remote_endpoint_certificate_get,
 * _store_certificate_find, _distinguished_name_compare, nx_secure_tls_map_error_to_alert.
 *
 * @param outcome how the search ends
 * @param stoppedAt the certificate at which it ends; the one under the anchor if it is accepted
 * @param issuer what it took for the issuer of that; empty if it found none
 */
public record CommonNamePath(Outcome outcome, CertificateFacts stoppedAt, Optional<CertificateFacts> issuer) {
  private static final int LONGEST = 32;

  /** How the search ends, and the alert that goes with it. */
  public enum Outcome {
    ACCEPTED(-1),
    NO_ISSUER(48),
    SELF_SIGNED(46),
    OTHER_KEY(42),
    NO_CERT_SIGN(80),
    TOO_LONG(48);

    private final int alert;

    Outcome(int alert) {
      this.alert = alert;
    }

    /** The number of the alert; -1 if there is none. */
    public int alert() {
      return alert;
    }
  }

  /** The search in what was sent and in the anchors; without anchors only what was sent is known. */
  public static Optional<CommonNamePath> of(ChainFacts chain) {
    return endpoint(chain.sent()).map(leaf -> search(leaf, chain.sent(), chain.anchors()));
  }

  /** The first whose common name nobody has as issuer, itself included; else the last. */
  private static Optional<CertificateFacts> endpoint(List<CertificateFacts> sent) {
    return sent.stream()
        .filter(candidate -> sent.stream().noneMatch(each -> subject(candidate).equals(issuer(each))))
        .findFirst()
        .or(() -> sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(sent.size() - 1)));
  }

  private static CommonNamePath search(
      CertificateFacts leaf, List<CertificateFacts> sent, List<CertificateFacts> anchors) {
    Issuance issuance = new Issuance();
    List<CertificateFacts> path = new ArrayList<>(List.of(leaf));
    while (path.size() < LONGEST) {
      CertificateFacts current = path.get(path.size() - 1);
      if (subject(current).equals(issuer(current))) {
        return new CommonNamePath(Outcome.SELF_SIGNED, current, Optional.empty());
      }
      Optional<CertificateFacts> anchor = named(anchors, issuer(current));
      Optional<CertificateFacts> issuer = anchor.or(() -> named(sent, issuer(current)));
      Outcome outcome = judge(current, issuer, anchor.isPresent(), issuance);
      if (outcome != null) {
        return new CommonNamePath(outcome, current, issuer);
      }
      path.add(issuer.orElseThrow());
    }
    return new CommonNamePath(Outcome.TOO_LONG, path.get(LONGEST - 1), Optional.empty());
  }

  /** How it ends with this step; null if it goes on. */
  private static Outcome judge(
      CertificateFacts current, Optional<CertificateFacts> issuer, boolean trusted, Issuance issuance) {
    if (issuer.isEmpty()) {
      return Outcome.NO_ISSUER;
    }
    if (!issuer.get().extensions().allows(KeyUsageBit.KEY_CERT_SIGN)) {
      return Outcome.NO_CERT_SIGN;
    }
    if (issuance.signature(current, issuer.get()).invalid()) {
      return Outcome.OTHER_KEY;
    }
    return trusted ? Outcome.ACCEPTED : null;
  }

  private static Optional<CertificateFacts> named(List<CertificateFacts> among, String commonName) {
    return among.stream().filter(each -> subject(each).equals(commonName)).findFirst();
  }

  private static String subject(CertificateFacts certificate) {
    return last(NameText.values(certificate.subjectName(), BCStyle.CN));
  }

  private static String issuer(CertificateFacts certificate) {
    return last(NameText.values(certificate.issuerName(), BCStyle.CN));
  }

  /** Of several the last counts; names without any are equal. */
  private static String last(List<String> names) {
    return names.isEmpty() ? "" : names.get(names.size() - 1);
  }

  public boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }

  /** Whether it refuses as self-signed what somebody else issued. */
  public boolean mistakenForSelfSigned() {
    return outcome == Outcome.SELF_SIGNED && !stoppedAt.selfIssued();
  }

  /** Why it is refused, or that it is not. */
  public String sentence() {
    String at = stoppedAt.label();
    String by = issuer.map(CertificateFacts::label).orElse("");
    return switch (outcome) {
      case ACCEPTED -> "NetX Secure finds the way to " + by;
      case NO_ISSUER -> "NetX Secure finds nobody with the common name of " + at + "'s issuer";
      case SELF_SIGNED -> stoppedAt.selfIssued()
          ? at + " is self-signed, and NetX Secure refuses such a certificate even if the device trusts it, unless it"
              + " is built with NX_SECURE_ALLOW_SELF_SIGNED_CERTIFICATES"
          : at + " has the same common name as its issuer, or neither has one; NetX Secure compares nothing else of a"
              + " name, takes that for self-signed and refuses it";
      case OTHER_KEY -> "NetX Secure takes the first certificate that has the issuer's common name, which is " + by
          + ", and the signature of " + at + " does not fit its key";
      case NO_CERT_SIGN -> by + " has a keyUsage without keyCertSign";
      case TOO_LONG -> "the common names go round in a circle";
    };
  }
}
