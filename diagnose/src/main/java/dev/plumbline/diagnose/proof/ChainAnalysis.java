package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.CertificateFacts.Origin;
import dev.plumbline.diagnose.proof.ChainFacts.BrokenSignature;
import dev.plumbline.diagnose.proof.ChainFacts.Unreadable;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a chain of certificates is worth. Takes whatever was sent: nothing in it makes an exception, and the
 * work is bounded in certificates, signatures and paths.
 */
public final class ChainAnalysis {
  private static final int MOST_SENT = 32;
  private static final int MOST_ANCHORS = 1_000;

  private final ChainQuestion question;
  private final Issuance issuance = new Issuance();
  private final List<CertificateFacts> sent = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<CertificateFacts> anchors = new ArrayList<>();

  private ChainAnalysis(ChainQuestion question) {
    this.question = question;
  }

  public static ChainFacts of(ChainQuestion question) {
    return new ChainAnalysis(question).analyse();
  }

  private ChainFacts analyse() {
    read();
    Optional<CertificateFacts> leaf = leaf();
    if (leaf.isEmpty()) {
      return new ChainFacts(
          question, List.of(), List.copyOf(unreadable), List.copyOf(anchors), Optional.empty(), Optional.empty(),
          List.of(), List.of(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), Optional.empty(),
          List.of(), List.of(), ChainSizes.of(question.sent()));
    }
    return analyse(leaf.get());
  }

  private ChainFacts analyse(CertificateFacts leaf) {
    SentOrder order = SentOrder.of(sent, leaf, issuance);
    PathFinder finder = new PathFinder(sent.stream().distinct().toList(), anchors, question.exchange(), issuance);
    List<ChainPath> paths = List.copyOf(finder.from(leaf));
    Optional<MissingIssuer> missing =
        paths.isEmpty()
            ? Optional.of(MissingLink.judge(finder.longestDeadEnd(leaf), sent, known(), issuance))
            : Optional.empty();
    List<BuilderAnswer> builders =
        question.anchors().isEmpty()
            ? List.of()
            : new BuilderModels(leaf, sent, anchors, paths, question.captureTime(), issuance).answers();
    return new ChainFacts(
        question, List.copyOf(sent), List.copyOf(unreadable), List.copyOf(anchors), Optional.of(leaf),
        Optional.of(order), sent.stream().filter(issuance::selfSigned).toList(), paths, missing, brokenSignatures(),
        builders, device(), AnchorLint.notes(anchors, sent, leaf, question.captureTime(), issuance),
        Optional.of(NameFacts.of(leaf, question.name())), usage(leaf, paths, order), weaknesses(paths, order),
        ChainSizes.of(question.sent()));
  }

  private Optional<List<CertificateFacts>> known() {
    return question.anchors().map(all -> anchors);
  }

  private void read() {
    List<byte[]> all = question.sent();
    for (int i = 0; i < all.size(); i++) {
      int length = all.get(i).length;
      Optional<CertificateFacts> facts =
          sent.size() < MOST_SENT
              ? CertificateFacts.read(Origin.SENT, i, Bytes.of(all.get(i)))
              : Optional.empty();
      if (facts.isPresent()) {
        sent.add(facts.get());
      } else {
        String why = sent.size() < MOST_SENT ? " is not a certificate (" + length + " bytes)" : " was not looked at";
        unreadable.add(new Unreadable(i, length, "certificate " + (i + 1) + why));
      }
    }
    List<ParsedCertificate> trusted = question.anchors().orElse(List.of());
    for (int i = 0; i < trusted.size() && anchors.size() < MOST_ANCHORS; i++) {
      CertificateFacts.read(Origin.ANCHOR, i, trusted.get(i).der())
          .filter(anchor -> !anchors.contains(anchor))
          .ifPresent(anchors::add);
    }
  }

  /**
   * The first, as RFC 5246 §7.4.2 has it; but one that issued another of them is no server's, and then the lowest is
   * taken.
   */
  private Optional<CertificateFacts> leaf() {
    if (sent.isEmpty() || !issuedAnother(sent.get(0))) {
      return sent.stream().findFirst();
    }
    return sent.stream().filter(each -> !issuedAnother(each) && !issuance.selfSigned(each)).findFirst()
        .or(() -> Optional.of(sent.get(0)));
  }

  private boolean issuedAnother(CertificateFacts issuer) {
    return sent.stream().anyMatch(each -> !each.equals(issuer) && issuance.issued(issuer, each));
  }

  private List<BrokenSignature> brokenSignatures() {
    List<BrokenSignature> broken = new ArrayList<>();
    List<CertificateFacts> unique = sent.stream().distinct().toList();
    for (CertificateFacts subject : unique) {
      List<CertificateFacts> named = unique.stream().filter(each -> each.namedAsIssuerOf(subject)).toList();
      if (!named.isEmpty() && named.stream().allMatch(each -> issuance.signature(subject, each).invalid())) {
        CertificateFacts issuer = named.get(0);
        broken.add(
            new BrokenSignature(
                subject, issuer,
                subject.label() + " names " + issuer.label() + " as its issuer, but "
                    + issuance.signature(subject, issuer).reason()));
      }
    }
    return broken;
  }

  private Optional<PolicyAnswer> device() {
    if (question.devicePolicy().isEmpty() || question.anchors().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        DevicePath.ask(
            question.sent().stream().map(Bytes::of).toList(), question.anchors().get(), question.devicePolicy().get(),
            question.exchange(), question.deviceTime().orElse(question.captureTime())));
  }

  /** Of the paths, or else of the chain that was sent as if it ended at an anchor. */
  private List<PathProblem> usage(CertificateFacts leaf, List<ChainPath> paths, SentOrder order) {
    Set<PathProblem> problems = new LinkedHashSet<>(PathRules.leafProblems(leaf, question.exchange()));
    paths.forEach(path -> problems.addAll(path.problems()));
    if (paths.isEmpty()) {
      problems.addAll(PathRules.problems(order.chain(), question.exchange(), issuance));
    }
    return List.copyOf(problems);
  }

  private List<Weakness> weaknesses(List<ChainPath> paths, SentOrder order) {
    Set<CertificateFacts> certificates = new LinkedHashSet<>(order.chain());
    paths.stream().filter(path -> path.holdsAt(question.captureTime())).findFirst()
        .or(() -> paths.stream().findFirst())
        .ifPresent(path -> certificates.addAll(path.certificates()));
    return Weakness.of(List.copyOf(certificates));
  }
}
