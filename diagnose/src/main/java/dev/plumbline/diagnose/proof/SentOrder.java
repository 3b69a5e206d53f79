package dev.plumbline.diagnose.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order of the certificates that were sent: each has to be issued by the one after it (RFC 5246 §7.4.2).
 *
 * @param inOrder whether that is so, and the server's own comes first
 * @param brokenAt position, from 0, of the first certificate that the next one did not issue; -1 if there is none
 * @param leafFirst whether the server's own certificate comes first
 * @param chain what was sent and leads up from the server's certificate, in the right order
 * @param extras what was sent and does not belong to it
 * @param duplicates those that had been sent before
 * @param sentence what is wrong with it, or that nothing is
 */
public record SentOrder(
    boolean inOrder,
    int brokenAt,
    boolean leafFirst,
    List<CertificateFacts> chain,
    List<CertificateFacts> extras,
    List<CertificateFacts> duplicates,
    String sentence) {

  static SentOrder of(List<CertificateFacts> sent, CertificateFacts leaf, Issuance issuance) {
    List<CertificateFacts> unique = sent.stream().distinct().toList();
    List<CertificateFacts> duplicates = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      if (sent.subList(0, i).contains(sent.get(i))) {
        duplicates.add(sent.get(i));
      }
    }
    List<CertificateFacts> chain = chain(unique, leaf, issuance);
    List<CertificateFacts> extras = unique.stream().filter(each -> !reaches(each, leaf, unique, issuance)).toList();
    int broken = -1;
    for (int i = 0; i + 1 < sent.size() && broken < 0; i++) {
      if (!issuance.issued(sent.get(i + 1), sent.get(i))) {
        broken = i;
      }
    }
    boolean leafFirst = sent.get(0).equals(leaf);
    boolean inOrder = broken < 0 && leafFirst;
    return new SentOrder(
        inOrder, broken, leafFirst, chain, extras, List.copyOf(duplicates),
        sentence(sent, broken, leafFirst, chain, issuance));
  }

  /** Up from the leaf, the first issuer that fits each time. */
  private static List<CertificateFacts> chain(
      List<CertificateFacts> unique, CertificateFacts leaf, Issuance issuance) {
    List<CertificateFacts> chain = new ArrayList<>();
    CertificateFacts next = leaf;
    while (next != null) {
      chain.add(next);
      CertificateFacts last = next;
      next =
          unique.stream()
              .filter(each -> !chain.contains(each) && issuance.issued(each, last))
              .findFirst()
              .orElse(null);
    }
    return List.copyOf(chain);
  }

  /** Whether it is on some way up from the leaf, not only the first. */
  private static boolean reaches(
      CertificateFacts wanted, CertificateFacts leaf, List<CertificateFacts> unique, Issuance issuance) {
    List<CertificateFacts> reached = new ArrayList<>(List.of(leaf));
    for (int i = 0; i < reached.size(); i++) {
      CertificateFacts subject = reached.get(i);
      if (subject.equals(wanted)) {
        return true;
      }
      unique.stream()
          .filter(each -> !reached.contains(each) && issuance.issued(each, subject))
          .forEach(reached::add);
    }
    return false;
  }

  private static String sentence(
      List<CertificateFacts> sent, int broken, boolean leafFirst, List<CertificateFacts> chain, Issuance issuance) {
    if (!leafFirst) {
      return sent.get(0).label() + " comes first, but it issued others; the server's own is " + chain.get(0).label();
    }
    if (broken < 0) {
      return sent.size() == 1
          ? "one certificate was sent"
          : "each of the " + sent.size() + " certificates is issued by the one after it";
    }
    CertificateFacts subject = sent.get(broken);
    CertificateFacts next = sent.get(broken + 1);
    String why =
        next.namedAsIssuerOf(subject)
            ? "has the name of its issuer, but " + issuance.signature(subject, next).reason()
            : "is not its issuer " + subject.shortIssuer();
    String order =
        chain.size() > 1
            ? "; the order that chains is " + chain.stream().map(each -> String.valueOf(each.position() + 1))
                .collect(Collectors.joining(", "))
            : "";
    return subject.label() + " is followed by " + next.label() + ", which " + why + order;
  }
}
