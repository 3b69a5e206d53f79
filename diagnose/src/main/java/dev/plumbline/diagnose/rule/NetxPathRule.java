package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.CommonNamePath;
import dev.plumbline.diagnose.proof.CommonNamePath.Outcome;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * NetX Secure looks for issuers by their common name and refuses what looks self-signed to it, so that it may miss a
 * path that is there (C38). Only the alert that goes with such a miss makes it a finding: a build may compare whole
 * names.
 */
final class NetxPathRule implements Rule {
  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Optional<ChainFacts> chain = facts.chain();
    Optional<CommonNamePath> stopped = stopped(facts);
    if (stopped.isEmpty() || chain.isEmpty()) {
      return;
    }
    boolean missed = chain.get().answersTrust() && chain.get().idealPath().isPresent();
    boolean mistaken = !chain.get().answersTrust() && stopped.get().mistakenForSelfSigned();
    if (missed || mistaken) {
      found.accept(finding(facts, chain.get(), stopped.get()));
    }
  }

  /** Where its search stops, if the client left with the alert that goes with that. */
  private static Optional<CommonNamePath> stopped(Facts facts) {
    boolean mayBe = facts.stack().family() == Family.NETX
        && facts.ending().alertBy(Side.CLIENT) && Blame.leftOverServerFlight(facts);
    return facts.chain().filter(chain -> mayBe).flatMap(CommonNamePath::of)
        .filter(path -> !path.accepted() && facts.ending().alertBy(Side.CLIENT, path.outcome().alert()));
  }

  private static Finding finding(Facts facts, ChainFacts chain, CommonNamePath stopped) {
    Finding.Builder finding = facts.finding(FindingId.PATH_BUILDING_LIMIT)
        .role(Blame.role(FindingId.PATH_BUILDING_LIMIT, facts))
        .confidence(Confidence.IMPLIED)
        .summary((chain.answersTrust()
            ? "A path to an anchor of the device exists, and the device's way of looking for it does not find it: "
            : "The device's way of looking for a path stops before it asks for an anchor: ")
            + stopped.sentence() + ".")
        .evidence(facts.certificates(stopped.sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
    chain.idealPath().filter(path -> chain.answersTrust())
        .ifPresent(path -> finding.evidence(EvidenceItem.of("an ideal path builder finds " + path.words())));
    if (!chain.answersTrust()) {
      finding.undecided("What the device trusts is not known; with --cafile it can be told whether a path is there.");
    }
    return finding.build();
  }

  /**
   * It says that it came to a self-signed certificate above the server's own. Its anchors are asked before what was
   * sent, so neither that root nor what it issued is among them.
   */
  static boolean reachedSentRoot(Facts facts) {
    return stopped(facts).filter(path -> path.outcome() == Outcome.SELF_SIGNED && path.stoppedAt().selfIssued()
        && !facts.chain().flatMap(ChainFacts::leaf).filter(path.stoppedAt()::equals).isPresent()).isPresent();
  }

  /** To trust a server's self-signed certificate is no help with this stack. */
  static Optional<String> fixForSelfSigned(Facts facts) {
    return facts.stack().family() == Family.NETX
        ? Optional.of(facts.fix(FindingId.TRUST_ANCHOR_MISSING) + " NetX Secure refuses a server's self-signed"
            + " certificate even if the device trusts it (unless built with"
            + " NX_SECURE_ALLOW_SELF_SIGNED_CERTIFICATES): issue the server's certificate from a root of your own,"
            + " and put that root on the device.")
        : Optional.empty();
  }
}
