package dev.plumbline.diagnose.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way from the server's certificate to an anchor, by names and by signatures that were verified.
 *
 * @param certificates the server's first, the anchor last; a single one if the server's certificate is an anchor itself
 * @param rooted whether the anchor signed itself: some stacks want that
 * @param problems what else than dates would refuse it
 */
public record ChainPath(List<CertificateFacts> certificates, boolean rooted, List<PathProblem> problems) {
  public ChainPath {
    certificates = List.copyOf(certificates);
    problems = List.copyOf(problems);
  }

  public CertificateFacts leaf() {
    return certificates.get(0);
  }

  public CertificateFacts anchor() {
    return certificates.get(certificates.size() - 1);
  }

  /** Each certificate's dates at that time, the anchor's included. */
  public List<DateFact> dates(Instant at) {
    return certificates.stream().map(certificate -> DateFact.of(certificate, at)).toList();
  }

  /**
   * Those dates that refuse the path at that time.
   *
   * @param anchorToo whether the anchor's count, which RFC 5280 §6.1.1 (d) does not ask and many stacks do
   */
  public List<DateFact> wrongDates(Instant at, boolean anchorToo) {
    return dates(at).stream()
        .filter(date -> !date.valid() && (anchorToo || date.certificate() != anchor() || certificates.size() == 1))
        .toList();
  }

  /** Whether RFC 5280 §6.1 accepts it at that time. */
  public boolean holdsAt(Instant at) {
    return problems.isEmpty() && wrongDates(at, false).isEmpty();
  }

  /** Everything that refuses it at that time, in sentences. */
  public List<String> refusals(Instant at) {
    List<String> sentences = new ArrayList<>(problems.stream().map(PathProblem::sentence).toList());
    wrongDates(at, false).forEach(date -> sentences.add(date.sentence()));
    return sentences;
  }

  /** {@code certificate 1 (…) ← certificate 2 (…) ← anchor 1 (…)}. */
  public String words() {
    return certificates.stream().map(CertificateFacts::label).collect(Collectors.joining(" ← "));
  }
}
