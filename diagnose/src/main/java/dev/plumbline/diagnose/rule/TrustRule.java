package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import dev.plumbline.diagnose.proof.BuilderAnswer;
import dev.plumbline.diagnose.proof.CertificateFacts;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.ChainPath;
import dev.plumbline.diagnose.proof.DateFact;
import dev.plumbline.diagnose.proof.MissingIssuer.Strength;
import dev.plumbline.diagnose.proof.MissingIssuer.Verdict;
import dev.plumbline.diagnose.proof.MissingIssuer;
import dev.plumbline.diagnose.proof.PolicyAnswer;
import dev.plumbline.diagnose.proof.SentOrder;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.tls.alert.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * No way leads from the server's certificate to what the device trusts, or not for its way of looking: C09, C17, C39,
 * C40, C41 (anchor missing), C42 (intermediate missing), C43 (order), C38 (path building).
 */
final class TrustRule implements Rule {
  private static final int UNKNOWN_CA = 48;
  private static final Set<Fault> ABOUT_PATHS = Set.of(
      Fault.CERTIFICATE_ISSUER_UNKNOWN, Fault.CERTIFICATE_PATH_LIMIT, Fault.CERTIFICATE_PAST_VALIDITY,
      Fault.CERTIFICATE_NOT_YET_VALID, Fault.CERTIFICATE_SIGNATURE);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Optional<ChainFacts> chain = facts.chain().filter(one -> one.leaf().isPresent());
    if (chain.isEmpty()) {
      return;
    }
    // Of a list that is garbled nobody knows what was in it.
    boolean whole = facts.conversation().certificate(Side.SERVER).filter(CertificateView::whole).isPresent();
    if (chain.get().missing().isPresent() && whole) {
      missing(facts, chain.get(), chain.get().missing().get(), found);
    } else if (chain.get().idealPath().isPresent() && facts.stack().family() != Family.NETX) {
      limits(facts, chain.get(), found); // NetX Secure's way of looking is known: NetxPathRule
    }
    order(facts, chain.get(), found);
    PinnedAnchors.look(facts, chain.get(), found);
  }

  private static void missing(Facts facts, ChainFacts chain, MissingIssuer missing, Consumer<Finding> found) {
    boolean known = chain.answersTrust();
    boolean otherHost = Peers.leafForAnotherName(facts).isPresent() && facts.hello()
        .filter(hello -> hello.serverName().isPresent()).isEmpty();
    boolean saidSo = facts.ending().alertBy(Side.CLIENT, UNKNOWN_CA)
        || Blame.leftOverServerFlight(facts) && (facts.codeHints().favours(FindingId.TRUST_ANCHOR_MISSING)
            || facts.codeHints().favours(FindingId.CHAIN_INCOMPLETE));
    boolean maybe = facts.ending().kind() == Ending.Kind.ALERT
        && Blame.role(FindingId.TRUST_ANCHOR_MISSING, facts) == Role.CAUSE;
    if (!known && !saidSo && !maybe) {
      return;
    }
    boolean alone = missing.depth() == 0 && !missing.top().selfIssued();
    boolean incomplete = missing.verdict() == Verdict.INTERMEDIATE
        || !known && alone && facts.codeHints().favours(FindingId.CHAIN_INCOMPLETE)
            && facts.codeHints().speaksAgainst(FindingId.TRUST_ANCHOR_MISSING);
    FindingId id = incomplete ? FindingId.CHAIN_INCOMPLETE : FindingId.TRUST_ANCHOR_MISSING;
    // A name that sounds like an intermediate's is a hint; one that says root, or an address to fetch it from, is more.
    boolean implied = saidSo && (!alone || missing.verdict() == Verdict.ANCHOR || !missing.urls().isEmpty())
        || NetxPathRule.reachedSentRoot(facts);
    Finding finding = missing(facts, chain, missing, id,
        known ? Confidence.PROVED : implied ? Confidence.IMPLIED : Confidence.SUGGESTED);
    // A server that was not told the name shows a certificate of its own, which nobody trusts: that is not the cause
    // (C02).
    found.accept(otherHost && finding.role() == Role.CAUSE ? finding.as(Role.CONTRIBUTING) : finding);
    boolean either = known ? missing.strength() == Strength.WEAK : alone;
    FindingId other = incomplete ? FindingId.TRUST_ANCHOR_MISSING : FindingId.CHAIN_INCOMPLETE;
    boolean possible = other == FindingId.TRUST_ANCHOR_MISSING || chain.selfSigned().isEmpty();
    if (either && possible) {
      found.accept(missing(facts, chain, missing, other, Confidence.SUGGESTED));
    }
  }

  private static Finding missing(
      Facts facts, ChainFacts chain, MissingIssuer missing, FindingId id, Confidence confidence) {
    String issuer = "'" + missing.issuer() + "'";
    Finding.Builder finding = facts.finding(id)
        .caseId(id == FindingId.CHAIN_INCOMPLETE ? "C42" : ServiceRoots.caseId(facts))
        .role(Blame.role(id, facts))
        .confidence(confidence)
        .summary(summary(missing, id, chain.answersTrust()))
        .evidence(facts.certificates("the server sent " + names(chain) + "; the missing issuer is " + issuer
            + (missing.issuerKey().length() > 0 ? ", key identifier " + missing.issuerKey() : "")))
        .evidence(chain.answersTrust() ? List.of(EvidenceItem.of(missing.reason())) : List.of())
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .evidence(anchors(facts, chain));
    finding.evidence(ServiceRoots.evidence(facts, chain));
    missing.urls().stream().findFirst().ifPresent(url ->
        finding.evidence(EvidenceItem.of("the certificate says where its issuer's is: " + url)));
    if (!chain.answersTrust()) {
      finding.undecided("What the device trusts is not known. With --cafile it can be told whether it lacks the root,"
          + " trusts an intermediate instead, or has the root and gives up before it finds the way there.");
    } else if (missing.strength() != Strength.PROVED) {
      finding.undecided("Whether the server left out an intermediate or the device lacks the root cannot be computed"
          + " without the issuer's certificate.");
    }
    if (id == FindingId.TRUST_ANCHOR_MISSING && !missing.top().selfIssued() && missing.depth() > 0) {
      finding.fix(facts.fix(id) + " Here that is the root " + issuer + "; a self-signed certificate of '"
          + missing.top().subject() + "' would do as well, if there is one.");
    }
    if (missing.top().selfIssued() && missing.depth() == 0) {
      NetxPathRule.fixForSelfSigned(facts).ifPresent(finding::fix);
    }
    return finding.build();
  }

  private static String summary(MissingIssuer missing, FindingId id, boolean known) {
    String issuer = "'" + missing.issuer() + "'";
    if (id == FindingId.CHAIN_INCOMPLETE) {
      return "The server did not send the certificate of " + issuer + ", which issued " + missing.top().label() + ".";
    }
    if (known && missing.verdict() == Verdict.UNDECIDED) {
      return "No path leads from the server's chain to an anchor of the device: " + missing.reason() + ".";
    }
    if (missing.top().selfIssued()) {
      return "The chain ends with the self-signed " + missing.top().label() + ", which the device "
          + (known ? "does not trust." : "seems not to trust.");
    }
    return "The device " + (known ? "has" : "found") + " no anchor for the server's chain: " + missing.top().label()
        + " was issued by " + issuer + ", which " + (known ? "is not" : "seems not to be") + " among what it trusts.";
  }

  private static List<EvidenceItem> anchors(Facts facts, ChainFacts chain) {
    if (chain.question().anchors().isEmpty()) {
      return List.of(EvidenceItem.of("what the device trusts is not known (--cafile was not given)"));
    }
    List<String> names = chain.anchors().stream().limit(4).map(each -> each.shortName()).toList();
    int more = chain.anchors().size() - names.size();
    return List.of(EvidenceItem.of("the device trusts " + (names.isEmpty() ? "nobody" : String.join(", ", names))
        + (more > 0 ? " and " + more + " more" : "")));
  }

  private static String names(ChainFacts chain) {
    return String.join(", ", chain.sent().stream().limit(5).map(each -> each.shortName()).toList());
  }

  /** An ideal builder finds a path; the device's, or an older one's, does not (C38). */
  private static void limits(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    Optional<String> limit = limit(facts, chain);
    if (limit.isEmpty() || PinnedAnchors.intermediate(chain).isPresent() || misplaced(chain).isPresent()) {
      return;
    }
    boolean profile = refusedByPolicy(chain).isPresent();
    ChainPath path = chain.idealPath().orElseThrow();
    found.accept(facts.finding(FindingId.PATH_BUILDING_LIMIT)
        .role(Blame.role(FindingId.PATH_BUILDING_LIMIT, facts))
        .confidence(profile ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("A path to an anchor of the device exists (" + path.words() + "), and the device's way of looking for"
            + " it does not find it: " + limit.get())
        .evidence(facts.certificates("the server sent " + names(chain)))
        .evidence(EvidenceItem.of("an ideal path builder finds " + path.words()))
        .evidence(EvidenceItem.of(limit.get()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  private static Optional<String> limit(Facts facts, ChainFacts chain) {
    Optional<String> device = refusedByPolicy(chain).map(PolicyAnswer::sentence);
    if (device.isPresent()) {
      return device;
    }
    boolean trustAlert = facts.ending().alertBy(Side.CLIENT, 48, 45, 46, 42) && Blame.leftOverServerFlight(facts)
        && (facts.ending().alert() == UNKNOWN_CA || facts.ending().alert() == 45);
    return trustAlert
        ? chain.pathBuildingLimits().stream()
            .filter(answer -> answer.model() != Model.ROOTS_ONLY)
            .findFirst().map(BuilderAnswer::sentence)
        : Optional.empty();
  }

  /** The device's policy refuses for the path alone, not for a date of its clock or a key that is too weak for it. */
  private static Optional<PolicyAnswer> refusedByPolicy(ChainFacts chain) {
    boolean datesHold =
        chain.question().deviceTime().map(time -> chain.idealPath(time).isPresent()).orElse(true);
    return chain.device()
        .filter(answer -> datesHold && answer.fault().filter(ABOUT_PATHS::contains).isPresent())
        .filter(answer -> !anchorsExpired(chain));
  }

  /** No way of looking for a path helps where every anchor that one leads to has expired. */
  private static boolean anchorsExpired(ChainFacts chain) {
    List<CertificateFacts> expired = chain.datesAtCapture().stream()
        .filter(date -> !date.valid()).map(DateFact::certificate).toList();
    return !chain.paths().isEmpty() && chain.paths().stream().allMatch(path -> expired.contains(path.anchor()));
  }

  private static Optional<SentOrder> misplaced(ChainFacts chain) {
    return chain.order().filter(one -> !one.inOrder() && shuffled(one));
  }

  private static void order(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    Optional<SentOrder> order = misplaced(chain);
    if (order.isEmpty()) {
      return;
    }
    boolean tolerated = chain.device().filter(answer -> answer.accepts()).isPresent();
    Role role = Blame.role(FindingId.CHAIN_OUT_OF_ORDER, facts);
    found.accept(facts.finding(FindingId.CHAIN_OUT_OF_ORDER)
        .role(role)
        .confidence(tolerated ? Confidence.SUGGESTED
            : chain.answersTrust() || facts.ending().alertBy(Side.CLIENT) ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The server's certificates are not in issuing order: " + order.get().sentence() + ".")
        .evidence(facts.certificates(order.get().sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /** Whether something that belongs to the chain stands in the wrong place; an extra at its end harms nobody. */
  private static boolean shuffled(SentOrder order) {
    return !order.leafFirst() || order.brokenAt() >= 0 && order.brokenAt() < order.chain().size() - 1;
  }
}
