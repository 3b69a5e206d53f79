package dev.plumbline.diagnose.report;

import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Certificates that were sent, put in order by the names of their issuers, up to what the device trusts. Names only:
 * whether signatures hold is told by findings. Bounded, whatever was sent.
 */
final class ChainTree {
  private static final int MOST_CERTIFICATES = 20;
  private static final int MOST_NODES = 40;

  private final List<Optional<ParsedCertificate>> sent = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<ParsedCertificate> anchors;
  private final Set<ParsedCertificate> used = new HashSet<>();
  private Optional<ChainNode> leaf = Optional.empty();
  private int nodes;

  /**
   * @param ders as they were sent
   * @param anchors what the device trusts, as far as that is known
   */
  ChainTree(List<byte[]> ders, List<ParsedCertificate> anchors) {
    this.anchors = anchors;
    for (byte[] der : ders.subList(0, Math.min(ders.size(), MOST_CERTIFICATES))) {
      sent.add(parse(der));
    }
    if (!sent.isEmpty()) {
      leaf = sent.get(0).map(certificate -> node(certificate, List.of()));
    }
  }

  /** The first certificate with all its issuers; empty if it can't be read. */
  Optional<ChainNode> leaf() {
    return leaf;
  }

  /** What was sent and is no issuer of the first. */
  List<ChainNode> unused() {
    List<ChainNode> others = new ArrayList<>();
    for (Optional<ParsedCertificate> each : sent) {
      each.filter(certificate -> !used.contains(certificate)).ifPresent(certificate -> others.add(alone(certificate)));
    }
    return others;
  }

  /** The anchors that have nothing to do with this chain. */
  List<ParsedCertificate> otherAnchors() {
    return anchors.stream().filter(anchor -> !used.contains(anchor)).toList();
  }

  /** What could not be read, in sentences. */
  List<String> troubles() {
    return troubles;
  }

  private Optional<ParsedCertificate> parse(byte[] der) {
    try {
      return Optional.of(ParsedCertificate.parse(der));
    } catch (MalformedCertificate e) {
      troubles.add("Certificate " + (sent.size() + 1) + " can't be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private ChainNode node(ParsedCertificate certificate, List<ParsedCertificate> below) {
    used.add(certificate);
    nodes++;
    boolean trusted = anchors.contains(certificate);
    boolean top = trusted || certificate.selfIssued() || below.size() > MOST_CERTIFICATES;
    List<ParsedCertificate> path = new ArrayList<>(below);
    path.add(certificate);
    List<ChainNode> issuers = top ? List.of() : issuers(certificate, path);
    return new ChainNode(certificate.subject(), Optional.of(certificate), number(certificate), trusted, issuers);
  }

  private List<ChainNode> issuers(ParsedCertificate certificate, List<ParsedCertificate> path) {
    List<ParsedCertificate> known = new ArrayList<>(anchors);
    sent.stream().flatMap(Optional::stream).filter(each -> !known.contains(each)).forEach(known::add);
    List<ChainNode> issuers = new ArrayList<>();
    for (ParsedCertificate each : known) {
      if (each.subject().equals(certificate.issuer()) && !path.contains(each) && nodes < MOST_NODES) {
        issuers.add(node(each, path));
      }
    }
    if (issuers.isEmpty()) {
      issuers.add(new ChainNode(certificate.issuer(), Optional.empty(), 0, false, List.of()));
    }
    return issuers;
  }

  private ChainNode alone(ParsedCertificate certificate) {
    return new ChainNode(
        certificate.subject(), Optional.of(certificate), number(certificate), anchors.contains(certificate), List.of());
  }

  private int number(ParsedCertificate certificate) {
    return sent.indexOf(Optional.of(certificate)) + 1;
  }
}
