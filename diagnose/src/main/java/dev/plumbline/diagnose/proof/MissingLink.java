package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.MissingIssuer.Strength;
import dev.plumbline.diagnose.proof.MissingIssuer.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Judges what is missing at the end of a chain. Which anchor could have signed a certificate that nobody has seen
 * can't be computed, so past the first questions it goes by what authorities write into names, and says so.
 */
final class MissingLink {
  private final List<CertificateFacts> chain;
  private final CertificateFacts top;
  private final List<CertificateFacts> sent;
  private final List<CertificateFacts> anchors;
  private final AuthorityName issuer;

  private MissingLink(
      List<CertificateFacts> chain, List<CertificateFacts> sent, List<CertificateFacts> anchors) {
    this.chain = chain;
    this.sent = sent;
    this.top = chain.get(chain.size() - 1);
    this.issuer = new AuthorityName(top.issuerName());
    this.anchors = anchors;
  }

  /** @param chain from the server's certificate to the one that has no issuer among what was sent and trusted */
  static MissingIssuer judge(
      List<CertificateFacts> chain, List<CertificateFacts> sent, Optional<List<CertificateFacts>> anchors,
      Issuance issuance) {
    MissingLink link = new MissingLink(chain, sent, anchors.orElse(List.of()));
    if (anchors.isEmpty()) {
      return link.ofAnUnknownDevice();
    }
    if (issuance.selfSigned(link.top)) {
      return link.selfSigned();
    }
    if (link.anchors.isEmpty()) {
      return link.with(Verdict.ANCHOR, Strength.PROVED, "the device trusts nobody at all");
    }
    return link.sameName(issuance)
        .or(() -> link.sentWithAnotherKey(issuance))
        .or(link::byAuthorityIssuer)
        .orElseGet(() -> chain.size() == 1 ? link.leafOnly() : link.aboveIntermediate());
  }

  /** What the missing issuer is, told without the anchors: a root is what devices trust, all else servers send. */
  private MissingIssuer ofAnUnknownDevice() {
    String unknown = "it is not known what the device trusts";
    if (chain.size() > 1 || top.selfIssued()) {
      return with(Verdict.ANCHOR, Strength.LIKELY, unknown + "; servers send all but the root");
    }
    Optional<String> above = top.extensions().authorityIssuer();
    if (above.isPresent()) {
      boolean root = above.get().equals(top.issuer());
      return with(root ? Verdict.ANCHOR : Verdict.INTERMEDIATE, Strength.LIKELY, unknown
          + "; its authorityKeyIdentifier says that its issuer "
          + (root ? "is a root" : "was issued by " + above.get()));
    }
    if (issuer.callsItselfRoot()) {
      return with(Verdict.ANCHOR, Strength.LIKELY, unknown + "; its issuer calls itself a root");
    }
    // Roots don't issue servers' certificates that say where their issuer's is: that is the habit of intermediates.
    boolean below = !top.extensions().caIssuers().isEmpty() || issuer.callsItselfIssuing();
    return below
        ? with(Verdict.INTERMEDIATE, Strength.LIKELY, unknown + "; its issuer seems to be an intermediate")
        : with(Verdict.UNDECIDED, Strength.PROVED, unknown);
  }

  private MissingIssuer selfSigned() {
    String which =
        chain.size() == 1 ? "the server's certificate is self-signed" : "the server sent its self-signed root";
    return with(Verdict.ANCHOR, Strength.PROVED, which + ", and it is none of the device's anchors");
  }

  /** The right name among the anchors, and the wrong key. */
  private Optional<MissingIssuer> sameName(Issuance issuance) {
    for (CertificateFacts anchor : anchors) {
      if (anchor.namedAsIssuerOf(top)) {
        boolean meant =
            !top.extensions().authorityKeyIdentifier().isEmpty()
                && top.extensions().authorityKeyIdentifier().equals(anchor.extensions().subjectKeyIdentifier());
        String reason =
            meant
                ? anchor.label() + " has its issuer's name and key identifier, but "
                    + issuance.signature(top, anchor).reason()
                : anchor.label() + " has its issuer's name and another key: the authority changed its key, or it is "
                    + "another authority of the same name";
        return Optional.of(with(meant ? Verdict.UNDECIDED : Verdict.ANCHOR, Strength.PROVED, reason));
      }
    }
    return Optional.empty();
  }

  /** The right name among what was sent, and the wrong key: an intermediate of before or after a change. */
  private Optional<MissingIssuer> sentWithAnotherKey(Issuance issuance) {
    return sent.stream()
        .filter(each -> !chain.contains(each) && each.namedAsIssuerOf(top))
        .findFirst()
        .map(other -> with(
            Verdict.INTERMEDIATE,
            Strength.PROVED,
            other.label() + " has its issuer's name, but " + issuance.signature(top, other).reason()
                + ": the server sends another certificate than the one that belongs there"));
  }

  /** authorityCertIssuer names the issuer's issuer (RFC 5280 §4.2.1.1). */
  private Optional<MissingIssuer> byAuthorityIssuer() {
    return top.extensions().authorityIssuer().map(above -> {
      if (above.equals(top.issuer())) {
        return with(
            Verdict.ANCHOR, Strength.PROVED, "its authorityKeyIdentifier says that its issuer is a root of its own");
      }
      Optional<CertificateFacts> anchor = anchors.stream().filter(each -> each.subject().equals(above)).findFirst();
      String says = "its authorityKeyIdentifier says that its issuer was issued by " + above;
      return anchor.isPresent()
          ? with(Verdict.INTERMEDIATE, Strength.PROVED, says + ", which is " + anchor.get().label())
          : with(Verdict.UNDECIDED, Strength.PROVED, says + ", which is none of the anchors either");
    });
  }

  private MissingIssuer leafOnly() {
    if (issuer.callsItselfRoot()) {
      return with(Verdict.ANCHOR, Strength.LIKELY, "its issuer calls itself a root, and no anchor has that name");
    }
    Optional<CertificateFacts> relative = issuer.relativeAmong(anchors);
    boolean fetchable = !top.extensions().caIssuers().isEmpty();
    boolean issuing = issuer.callsItselfIssuing();
    String hint =
        fetchable ? "it says where its issuer's certificate can be fetched, as those under an intermediate do"
            : "its issuer calls itself an issuing authority";
    if (relative.isPresent()) {
      String sentOnly = sent.size() == 1 ? "only the server's own certificate was sent" : "its issuer was not sent";
      return with(
          Verdict.INTERMEDIATE,
          Strength.LIKELY,
          sentOnly + ", its issuer is no anchor, and " + relative.get().label() + " seems to be of the same owner"
              + (fetchable || issuing ? "; " + hint : ""));
    }
    return fetchable || issuing
        ? with(
            Verdict.UNDECIDED,
            Strength.LIKELY,
            "an intermediate seems to be missing (" + hint + "), but no anchor seems to be of its owner")
        : with(
            Verdict.ANCHOR,
            Strength.WEAK,
            "its issuer has nothing in common with any anchor, and nothing says that it is an intermediate");
  }

  /** Servers leave out the root, so what lies above an intermediate usually is one. */
  private MissingIssuer aboveIntermediate() {
    if (issuer.callsItselfRoot()) {
      return with(
          Verdict.ANCHOR,
          Strength.LIKELY,
          "the chain goes up to one that calls itself a root, and no anchor has that name");
    }
    Optional<CertificateFacts> relative = issuer.relativeAmong(anchors);
    if (relative.isPresent()) {
      boolean issuing = issuer.callsItselfIssuing();
      return with(
          issuing ? Verdict.INTERMEDIATE : Verdict.UNDECIDED,
          issuing ? Strength.LIKELY : Strength.WEAK,
          relative.get().label() + " seems to be of the owner of the issuer that is missing: either one more "
              + "intermediate was not sent, or the anchor is another root of that owner");
    }
    return with(
        Verdict.ANCHOR,
        Strength.LIKELY,
        "the server sent an intermediate certificate, and above it there is usually the root, which no anchor is");
  }

  private MissingIssuer with(Verdict verdict, Strength strength, String reason) {
    return new MissingIssuer(
        top, chain.size() - 1, top.issuer(), top.extensions().authorityKeyIdentifier(), top.extensions().caIssuers(),
        verdict, strength, reason);
  }
}
