package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs the ways in which stacks build paths over one chain, so that a limit of theirs shows as a difference to the
 * ideal.
 */
final class BuilderModels {
  private static final int LONGEST = 32;

  private final CertificateFacts leaf;
  private final List<CertificateFacts> sent;
  private final List<CertificateFacts> anchors;
  private final List<ChainPath> paths;
  private final Instant now;
  private final Issuance issuance;

  BuilderModels(
      CertificateFacts leaf, List<CertificateFacts> sent, List<CertificateFacts> anchors, List<ChainPath> paths,
      Instant now, Issuance issuance) {
    this.leaf = leaf;
    this.sent = sent.stream().distinct().filter(each -> !each.equals(leaf)).toList();
    this.anchors = anchors;
    this.paths = paths;
    this.now = now;
    this.issuance = issuance;
  }

  List<BuilderAnswer> answers() {
    return List.of(ideal(), rootsOnly(), sentChainFirst(), lastIssuer());
  }

  private BuilderAnswer ideal() {
    return best(Model.IDEAL, path -> path.holdsAt(now), "no path leads to an anchor");
  }

  private BuilderAnswer rootsOnly() {
    return best(
        Model.ROOTS_ONLY,
        path -> path.rooted() && path.problems().isEmpty() && path.wrongDates(now, true).isEmpty(),
        "no path leads to a self-signed anchor that is in time");
  }

  private BuilderAnswer best(Model model, Predicate<ChainPath> accepted, String none) {
    Optional<ChainPath> path = paths.stream().filter(accepted).findFirst();
    if (path.isPresent()) {
      return accept(model, path.get().certificates());
    }
    Optional<ChainPath> nearest = paths.stream().filter(each -> !each.refusals(now).isEmpty()).findFirst();
    String why = nearest.map(each -> String.join("; ", each.refusals(now))).orElse(none);
    List<CertificateFacts> chain = nearest.map(ChainPath::certificates).orElse(List.of(leaf));
    return refuse(model, chain, chain.get(chain.size() - 1), why);
  }

  /** x509_vfy.c of OpenSSL 1.0.1: untrusted issuers until there is none or one is self-signed, then trusted ones. */
  private BuilderAnswer sentChainFirst() {
    List<CertificateFacts> chain = climb();
    CertificateFacts top = chain.get(chain.size() - 1);
    if (top.selfIssued() && chain.size() > 1) {
      chain.remove(chain.size() - 1); // to be replaced by what is trusted under that name
    } else if (top.selfIssued()) {
      return anchors.contains(top)
          ? accept(Model.SENT_CHAIN_FIRST, chain)
          : refuse(Model.SENT_CHAIN_FIRST, chain, top, top.label() + " is self-signed and no anchor");
    }
    while (chain.size() < LONGEST) {
      CertificateFacts last = chain.get(chain.size() - 1);
      Optional<CertificateFacts> anchor = issuer(anchors, last);
      if (anchor.isEmpty()) {
        return refuse(
            Model.SENT_CHAIN_FIRST, chain, last,
            "it ends at " + last.label() + ", whose issuer " + last.shortIssuer() + " is no anchor");
      }
      chain.add(anchor.get());
      if (anchor.get().selfIssued()) {
        return verified(Model.SENT_CHAIN_FIRST, chain, true);
      }
    }
    return refuse(Model.SENT_CHAIN_FIRST, chain, chain.get(LONGEST - 1), "the chain is too long");
  }

  private BuilderAnswer lastIssuer() {
    List<CertificateFacts> chain = climb();
    CertificateFacts top = chain.get(chain.size() - 1);
    Optional<CertificateFacts> anchor = issuer(anchors, top);
    if (anchor.isEmpty()) {
      return refuse(
          Model.LAST_ISSUER, chain, top, "the issuer of " + top.label() + ", " + top.shortIssuer() + ", is no anchor");
    }
    if (!top.sameAuthority(anchor.get())) {
      chain.add(anchor.get());
    }
    return verified(Model.LAST_ISSUER, chain, false);
  }

  /** The first that has the right name, and no key identifier that contradicts it. */
  private static Optional<CertificateFacts> issuer(List<CertificateFacts> among, CertificateFacts subject) {
    return among.stream()
        .filter(each -> each.namedAsIssuerOf(subject) && !each.identifiersContradict(subject))
        .findFirst();
  }

  /** Up through what was sent, without a look at signatures; a self-issued one ends it. */
  private List<CertificateFacts> climb() {
    List<CertificateFacts> chain = new ArrayList<>(List.of(leaf));
    while (chain.size() < LONGEST) {
      CertificateFacts last = chain.get(chain.size() - 1);
      List<CertificateFacts> left = sent.stream().filter(each -> !chain.contains(each)).toList();
      Optional<CertificateFacts> next = last.selfIssued() ? Optional.empty() : issuer(left, last);
      if (next.isEmpty()) {
        break;
      }
      chain.add(next.get());
    }
    return chain;
  }

  private BuilderAnswer verified(Model model, List<CertificateFacts> chain, boolean anchorDates) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!issuance.issued(chain.get(i + 1), chain.get(i))) {
        return refuse(
            model, chain, chain.get(i),
            chain.get(i).label() + " is not signed with the key of " + chain.get(i + 1).label());
      }
    }
    ChainPath path = new ChainPath(chain, true, PathRules.problems(chain, KeyExchange.UNKNOWN, issuance));
    if (!path.problems().isEmpty()) {
      PathProblem first = path.problems().get(0);
      return refuse(model, chain, first.certificate(), first.sentence());
    }
    List<DateFact> wrong = path.wrongDates(now, anchorDates);
    return wrong.isEmpty()
        ? accept(model, chain)
        : refuse(model, chain, wrong.get(0).certificate(), wrong.get(0).sentence());
  }

  private static BuilderAnswer accept(Model model, List<CertificateFacts> chain) {
    String path = new ChainPath(chain, true, List.of()).words();
    return new BuilderAnswer(
        model, true, chain, chain.get(chain.size() - 1), model.words() + " accepts " + path);
  }

  private static BuilderAnswer refuse(
      Model model, List<CertificateFacts> chain, CertificateFacts blamed, String why) {
    return new BuilderAnswer(model, false, chain, blamed, model.words() + " refuses: " + why);
  }
}
