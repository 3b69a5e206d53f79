package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.code.CodeMeaning;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.ChainFacts;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The device itself says why it left, and nothing that was sent shows it: by a code that goes with its alert, or by an
 * alert that contradicts what is told of it. What the device compares with (a name, its anchors) is then not what was
 * told.
 */
final class TestimonyRule implements Rule {
  private static final int UNKNOWN_CA = 48;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (!facts.ending().alertBy(Side.CLIENT) || !Blame.leftOverServerFlight(facts)) {
      return;
    }
    new CodeHints(facts).particular()
        .filter(meaning -> meaning.alert().filter(alert -> alert == facts.ending().alert()).isPresent())
        .filter(meaning -> meaning.possibleStages().contains(facts.course().stage()))
        .filter(meaning -> possible(facts, meaning.findings().get(0)))
        .ifPresent(meaning -> found.accept(byCode(facts, meaning)));
    if (facts.ending().alertBy(Side.CLIENT, UNKNOWN_CA) && facts.flight().chainProved()) {
      found.accept(otherAnchors(facts));
    }
  }

  /** A suite was chosen, and nobody is missed who was not asked for. */
  private static boolean possible(Facts facts, FindingId id) {
    boolean aboutClient = id == FindingId.CLIENT_CERTIFICATE_MISSING || id == FindingId.CLIENT_CERTIFICATE_REJECTED;
    return id != FindingId.NO_SHARED_SUITE
        && (!aboutClient || facts.conversation().certificateRequest().isPresent());
  }

  private static Finding byCode(Facts facts, CodeMeaning meaning) {
    FindingId id = meaning.findings().get(0);
    return facts.finding(id)
        .confidence(Confidence.SUGGESTED)
        .summary("The device's stack reported " + meaning.label() + ": " + meaning.meaning() + ". The alert is the"
            + " one that goes with it; what was captured does not show it" + otherwise(facts, id) + ".")
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build();
  }

  private static String otherwise(Facts facts, FindingId id) {
    Optional<String> told = facts.expectedName().filter(name -> id == FindingId.HOSTNAME_MISMATCH);
    return told.map(name -> ", so that the name which the device compares with is hardly " + name).orElse("");
  }

  /** All holds with what the user says that the device trusts, and the device says that it knows none of it. */
  private static Finding otherAnchors(Facts facts) {
    String path = facts.chain().flatMap(ChainFacts::idealPath).orElseThrow().words();
    return facts.finding(FindingId.TRUST_ANCHOR_MISSING)
        .confidence(Confidence.SUGGESTED)
        .summary("The device says that it knows no authority of this chain, and with the anchors that were given a"
            + " path is there (" + path + "): what the device has loaded is not what was given.")
        .evidence(facts.certificates("the chain holds when it is computed in software: " + path))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("Whether the device loaded its anchor is not on the wire:"
            + " look at what the calls that load it return.")
        .build();
  }
}
