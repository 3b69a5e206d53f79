package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What only several connections show: one client id in two places (C75). */
final class AcrossRule implements Rule {
  /** Without keys only a pattern shows a take-over, and once may be chance. */
  private static final int PATTERN = 2;
  private static final int SHOWN = 10;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    duplicateClientId(facts, found);
  }

  private static void duplicateClientId(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().by(Side.SERVER)) {
      return;
    }
    List<EvidenceItem> evidence = new ArrayList<>();
    Optional<byte[]> mine = Newcomers.clientId(facts.conversation());
    boolean read = false;
    boolean pattern = facts.neighbours().newcomers().count() >= PATTERN;
    for (Newcomers.Connect connect : facts.neighbours().newcomers()
        .connectsRightBefore(facts.ending().time().orElseThrow(), facts.conversation())) {
      Optional<byte[]> theirs = Newcomers.clientId(connect.conversation());
      boolean equal = mine.isPresent() && theirs.isPresent() && Arrays.equals(mine.get(), theirs.get());
      boolean differ = mine.isPresent() && theirs.isPresent() && !equal;
      if (evidence.size() < SHOWN && (equal || !differ && pattern)) {
        read |= equal;
        evidence.add(new EvidenceItem(connect.event().place(), "connection " + connect.conversation().stream()
            + " sends CONNECT" + (equal ? " with the same client id" : "")));
      }
    }
    if (!evidence.isEmpty()) {
      found.accept(duplicate(facts, evidence, read, pattern));
    }
  }

  private static Finding duplicate(Facts facts, List<EvidenceItem> evidence, boolean read, boolean pattern) {
    Place place = facts.ending().place();
    return facts.finding(FindingId.DUPLICATE_CLIENT_ID)
        .confidence(!read ? Confidence.SUGGESTED : pattern ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("Another connection with "
            + (read ? "the same client id" : "what seems to be the same client id")
            + " took this one's session over: the broker closed this one as soon as the other's CONNECT was in.")
        .evidence(evidence)
        .evidence(new EvidenceItem(place, facts.ending().words() + " right after it"))
        .undecided(!read ? "The client ids are encrypted; with the sessions' keys (--keylog) they can be compared."
            : pattern ? ""
            : "It happened once: a device that lost its connection and came back would look the same.")
        .build();
  }
}
