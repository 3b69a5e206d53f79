package dev.plumbline.diagnose.proof;

import dev.plumbline.diagnose.proof.AnchorNote.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at each anchor beside what the server sent. */
final class AnchorLint {
  private static final Duration SOON = Duration.ofDays(365);
  private static final int MOST_NOTES = 64;

  private final List<CertificateFacts> sent;
  private final CertificateFacts leaf;
  private final Instant now;
  private final Issuance issuance;
  private final List<AnchorNote> notes = new ArrayList<>();

  private AnchorLint(List<CertificateFacts> sent, CertificateFacts leaf, Instant now, Issuance issuance) {
    this.sent = sent;
    this.leaf = leaf;
    this.now = now;
    this.issuance = issuance;
  }

  static List<AnchorNote> notes(
      List<CertificateFacts> anchors, List<CertificateFacts> sent, CertificateFacts leaf, Instant now,
      Issuance issuance) {
    AnchorLint lint = new AnchorLint(sent, leaf, now, issuance);
    anchors.forEach(lint::look);
    return List.copyOf(lint.notes.subList(0, Math.min(MOST_NOTES, lint.notes.size())));
  }

  private void look(CertificateFacts anchor) {
    if (!anchor.refusal().isEmpty()) {
      note(Kind.MALFORMED, anchor, "is not well formed: " + anchor.refusal());
    }
    if (anchor.equals(leaf)) {
      note(Kind.SERVERS_OWN, anchor, "is the server's own certificate, which changes whenever it is renewed");
    } else if (!anchor.selfIssued()) {
      note(Kind.NOT_A_ROOT, anchor, "is not a root: it was issued by " + anchor.shortIssuer());
      sent.stream().filter(each -> !each.equals(leaf) && each.sameAuthority(anchor)).findFirst().ifPresent(
          each -> note(Kind.SENT_AS_INTERMEDIATE, anchor, "is what the server sends as " + each.label()));
    }
    if (anchor.extensions().any() && !anchor.extensions().authority().orElse(false) && !anchor.equals(leaf)) {
      note(Kind.NOT_AN_AUTHORITY, anchor, "is not an authority (basicConstraints)");
    }
    dates(anchor);
    for (CertificateFacts each : sent) {
      beside(anchor, each);
    }
  }

  private void dates(CertificateFacts anchor) {
    DateFact date = DateFact.of(anchor, now);
    if (!date.valid()) {
      notes.add(
          new AnchorNote(
              date.state() == DateFact.State.EXPIRED ? Kind.EXPIRED : Kind.NOT_YET_VALID, anchor, date.sentence()));
    } else if (anchor.notAfter().isBefore(now.plus(SOON))) {
      String left = Elapsed.words(Duration.between(now, anchor.notAfter()));
      note(Kind.ENDS_SOON, anchor, "expires on " + anchor.notAfter() + ", " + left + " after " + now);
    }
  }

  private void beside(CertificateFacts anchor, CertificateFacts certificate) {
    if (anchor.equals(certificate)) {
      return;
    }
    if (anchor.sameAuthority(certificate)) {
      note(
          Kind.CROSS_SIGNED,
          anchor,
          "and " + certificate.label() + " are one authority, the one issued by " + anchor.shortIssuer()
              + " and the other by " + certificate.shortIssuer());
    } else if (anchor.namedAsIssuerOf(certificate) && issuance.signature(certificate, anchor).invalid()) {
      note(
          Kind.OTHER_KEY,
          anchor,
          "has the name of the issuer of " + certificate.label() + ", but " + keyWords(anchor, certificate));
    }
  }

  private String keyWords(CertificateFacts anchor, CertificateFacts certificate) {
    boolean identifiers =
        !certificate.extensions().authorityKeyIdentifier().isEmpty()
            && !anchor.extensions().subjectKeyIdentifier().isEmpty();
    String reason = issuance.signature(certificate, anchor).reason();
    return identifiers
        ? reason + " (that of " + certificate.extensions().authorityKeyIdentifier() + " is wanted, this is "
            + anchor.extensions().subjectKeyIdentifier() + ")"
        : reason;
  }

  private void note(Kind kind, CertificateFacts anchor, String what) {
    notes.add(new AnchorNote(kind, anchor, anchor.label() + " " + what));
  }
}
