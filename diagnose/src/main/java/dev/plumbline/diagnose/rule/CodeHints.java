package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.code.CodeMeaning;
import dev.plumbline.diagnose.code.VendorCodes;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the code that the device's stack reported adds to what the wire shows (C01). A code that may mean many things is
 * no evidence for any of them; one that means few makes one of those that fit likelier.
 */
final class CodeHints {
  /** Codes with more findings than this fold everything into one number, as 0x10005 does. */
  private static final int FEW = 4;

  /** What a device sees and what a capture shows may be a message apart. */
  private static final int FAR = 2;

  private static final int MENTIONED = 3;

  private final Stage stage;
  private final List<CodeMeaning> meanings;
  private final Set<FindingId> likely = EnumSet.noneOf(FindingId.class);

  CodeHints(Facts facts) {
    this.meanings = facts.device().code().map(code -> meanings(facts, code)).orElse(List.of());
    this.stage = facts.course().stage();
    Set<FindingId> all = EnumSet.noneOf(FindingId.class);
    meanings.forEach(meaning -> all.addAll(meaning.findings()));
    // Where the server sent an alert, the client's code only repeats it, and the capture has that already.
    if (all.size() <= FEW && !facts.ending().alertBy(Side.SERVER)) {
      likely.addAll(all);
    }
  }

  private static List<CodeMeaning> meanings(Facts facts, String code) {
    Optional<String> version = facts.evidence().stackVersion();
    Optional<String> stack = facts.evidence().profile().map(profile -> profile.status().vocabulary())
        .or(() -> Optional.of(facts.stack().family()).filter(family -> family != Family.OTHER && family != Family.JSSE)
            .map(family -> family.name().toLowerCase(Locale.ROOT)));
    try {
      List<CodeMeaning> own = VendorCodes.lookup(code, stack, version);
      return own.isEmpty() ? VendorCodes.lookup(code, Optional.empty(), version) : own;
    } catch (IllegalArgumentException noSuchStack) {
      return VendorCodes.lookup(code, Optional.empty(), version);
    }
  }

  /** What the code means, if that comes to few findings and to one meaning. */
  Optional<CodeMeaning> particular() {
    return likely.isEmpty() || meanings.get(0).findings().isEmpty() ? Optional.empty() : Optional.of(meanings.get(0));
  }

  /** Whether the code speaks for this finding. */
  boolean favours(Finding finding) {
    return favours(finding.id());
  }

  boolean favours(FindingId id) {
    return likely.contains(id);
  }

  /** What the code may mean, if that is little enough to be evidence. */
  Set<FindingId> likely() {
    return Collections.unmodifiableSet(likely);
  }

  /** Whether the code means something, and not this. */
  boolean speaksAgainst(FindingId id) {
    return !likely.isEmpty() && !likely.contains(id);
  }

  /** Whether a connection that came so far may have ended with the code. */
  boolean fits(Stage stage) {
    return meanings.stream().anyMatch(meaning -> meaning.possibleStages().contains(stage));
  }

  /** The finding with what the code says for it, if it says anything for it. */
  Finding weigh(Finding finding) {
    if (!favours(finding) || finding.role() == Role.NOTE) {
      return finding;
    }
    Confidence confidence =
        finding.confidence() == Confidence.SUGGESTED ? Confidence.IMPLIED : finding.confidence();
    return finding.with(confidence, evidence());
  }

  /**
   * The answer, with the contradiction if the code can only be reported much earlier or much later than this connection
   * came: then they are not of one attempt, or the number is another stack's.
   */
  Finding doubt(Finding answer) {
    int reached = stage.ordinal();
    boolean fits = meanings.isEmpty() || answer.id() == FindingId.CAPTURE_UNUSABLE || meanings.stream()
        .anyMatch(meaning -> meaning.possibleStages().stream()
            .anyMatch(one -> Math.abs(one.ordinal() - reached) < FAR));
    if (fits) {
      return answer;
    }
    return answer.with(answer.confidence(), List.of(EvidenceItem.of("the code does not fit: as "
        + meanings.stream().limit(MENTIONED).map(meaning -> meaning.label() + " of " + meaning.title())
            .collect(Collectors.joining(", or as "))
        + ", it is not reported where this connection ended (" + stage.word() + "): it is of another attempt, or of"
        + " another stack")));
  }

  /** What the code means, in words. */
  List<EvidenceItem> evidence() {
    return meanings.stream().limit(2)
        .map(meaning -> EvidenceItem.of("the stack reported " + meaning.label() + ": " + meaning.meaning()))
        .toList();
  }
}
