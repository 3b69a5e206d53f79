package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.proof.AnchorNote;
import dev.plumbline.diagnose.proof.BuilderAnswer;
import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A device that trusts an intermediate certificate instead of a root (C10, C17). */
final class PinnedAnchors {
  private static final Set<AnchorNote.Kind> PINNED = Set.of(
      AnchorNote.Kind.SENT_AS_INTERMEDIATE, AnchorNote.Kind.ENDS_SOON, AnchorNote.Kind.EXPIRED);

  private PinnedAnchors() {}

  /** Says so where the anchor that a path leads to is one. */
  static void look(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    intermediate(chain).ifPresent(note -> {
      Optional<BuilderAnswer> roots = chain.builder(Model.ROOTS_ONLY).filter(answer -> !answer.accepts());
      boolean fails = roots.isPresent() && chain.idealPath().isPresent();
      // OpenSSL wants a root; NetX Secure, mbed TLS, BearSSL and JSSE end a path at any anchor.
      boolean wantsRoots = facts.stack().family() == Family.OPENSSL || facts.stack().family() == Family.OTHER;
      Role role = fails && wantsRoots ? Blame.role(FindingId.INTERMEDIATE_PINNED, facts) : Role.NOTE;
      Finding.Builder finding = facts.finding(FindingId.INTERMEDIATE_PINNED)
          .role(role)
          .confidence(Confidence.PROVED)
          .summary("The device trusts an intermediate certificate instead of a root: " + note.sentence())
          .evidence(EvidenceItem.of(note.sentence()))
          .evidence(more(chain, note));
      if (role != Role.NOTE) {
        finding.evidence(EvidenceItem.of(roots.orElseThrow().sentence()))
            .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
      }
      found.accept(finding.build());
    });
  }

  /** Of the same anchor: that it comes from the server itself, or ends soon. */
  private static List<EvidenceItem> more(ChainFacts chain, AnchorNote first) {
    return chain.anchorNotes().stream()
        .filter(note -> note.anchor().equals(first.anchor()) && !note.equals(first) && PINNED.contains(note.kind()))
        .map(note -> EvidenceItem.of(note.sentence() + (note.kind() == AnchorNote.Kind.SENT_AS_INTERMEDIATE
            ? ": to trust what a server sends because it sends it proves nothing (C17)" : "")))
        .toList();
  }

  /** The anchor that is an intermediate certificate, if the paths lead there. */
  static Optional<AnchorNote> intermediate(ChainFacts chain) {
    return chain.anchorNotes().stream()
        .filter(note -> note.kind() == AnchorNote.Kind.NOT_A_ROOT
            || note.kind() == AnchorNote.Kind.SENT_AS_INTERMEDIATE)
        .filter(note -> chain.paths().isEmpty()
            || chain.paths().stream().anyMatch(path -> path.anchor().equals(note.anchor())))
        .findFirst();
  }
}
