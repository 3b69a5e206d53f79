package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What can be computed about the certificates that a server sent. Immutable.
 *
 * @param question what it is about
 * @param sent those that can be read, each with its position among all
 * @param unreadable those in which there is nothing to be read
 * @param anchors what the device trusts; empty as well if that is not known
 * @param leaf the server's own certificate: the first, unless that issued another of them; empty if none can be read
 * @param order whether they are in their order; empty if none can be read
 * @param selfSigned those that signed themselves
 * @param paths the ways from the server's certificate to an anchor, by names and signatures, refused ones included
 * @param missing where the chain ends without an anchor; empty if there is a path
 * @param brokenSignatures those whose issuer by name is there, and whose signature its key did not make
 * @param builders what the ways of building paths make of it; empty without anchors
 * @param device what the device's own rules make of it, if they are known
 * @param anchorNotes what there is to say of the anchors
 * @param name whether the certificate is for the name that was asked for; empty if none can be read
 * @param usage what the server's own certificate may not be used for, and the faults of all other certificates on any
 *     path
 * @param weaknesses keys and signatures that some verifiers refuse, on the best path, or in all that was sent if
 *     there is none
 */
public record ChainFacts(
    ChainQuestion question,
    List<CertificateFacts> sent,
    List<Unreadable> unreadable,
    List<CertificateFacts> anchors,
    Optional<CertificateFacts> leaf,
    Optional<SentOrder> order,
    List<CertificateFacts> selfSigned,
    List<ChainPath> paths,
    Optional<MissingIssuer> missing,
    List<BrokenSignature> brokenSignatures,
    List<BuilderAnswer> builders,
    Optional<PolicyAnswer> device,
    List<AnchorNote> anchorNotes,
    Optional<NameFacts> name,
    List<PathProblem> usage,
    List<Weakness> weaknesses,
    ChainSizes sizes) {

  /** One of those that were sent, in which there is nothing to be read. */
  public record Unreadable(int position, int length, String sentence) {}

  /** A certificate whose issuer is there by name, and whose signature that issuer's key did not make. */
  public record BrokenSignature(CertificateFacts subject, CertificateFacts issuer, String sentence) {}

  /** Whether anything can be said about trust: certificates that can be read, and anchors that are known. */
  public boolean answersTrust() {
    return leaf.isPresent() && question.anchors().isPresent();
  }

  /** The path that RFC 5280 accepts at the time of the capture; empty if there is none. */
  public Optional<ChainPath> idealPath() {
    return idealPath(question.captureTime());
  }

  /** The path that RFC 5280 accepts at that time; empty if there is none. */
  public Optional<ChainPath> idealPath(Instant at) {
    return paths.stream().filter(path -> path.holdsAt(at)).findFirst();
  }

  /**
   * The path with the fewest faults at the time of the capture, and among those the shortest; empty if there is none
   * at all.
   */
  public Optional<ChainPath> bestPath() {
    return paths.stream().min(
        Comparator.<ChainPath>comparingInt(path -> path.refusals(question.captureTime()).size())
            .thenComparingInt(path -> path.certificates().size()));
  }

  /** The best path, or else what was sent and chains. */
  public List<CertificateFacts> bestChain() {
    return bestPath().map(ChainPath::certificates).or(() -> order.map(SentOrder::chain)).orElse(List.of());
  }

  /** Each certificate of {@link #bestChain} at the time of the capture. */
  public List<DateFact> datesAtCapture() {
    return bestChain().stream().map(each -> DateFact.of(each, question.captureTime())).toList();
  }

  /** Each certificate of {@link #bestChain} at the device's time; empty if that is not known. */
  public List<DateFact> datesAtDevice() {
    return question.deviceTime()
        .map(time -> bestChain().stream().map(each -> DateFact.of(each, time)).toList())
        .orElse(List.of());
  }

  /** What one way of building paths makes of it; empty without anchors. */
  public Optional<BuilderAnswer> builder(Model model) {
    return builders.stream().filter(answer -> answer.model() == model).findFirst();
  }

  private Optional<ChainPath> rootedPath() {
    return paths.stream().filter(path -> path.rooted() && path.holdsAt(question.captureTime())).findFirst();
  }

  /**
   * What simpler ways of building paths refuse although there is a path that holds and ends at a root (C38).
   *
   * @return the answers that refuse; none if there is no such path
   */
  public List<BuilderAnswer> pathBuildingLimits() {
    return rootedPath().isEmpty() ? List.of() : builders.stream().filter(answer -> !answer.accepts()).toList();
  }

  /** What a limited verifier can't do of {@link #bestChain}. */
  public List<VerifierLimits.Beyond> beyond(VerifierLimits verifier) {
    return verifier.beyond(bestChain(), bestPath().isPresent());
  }
}
