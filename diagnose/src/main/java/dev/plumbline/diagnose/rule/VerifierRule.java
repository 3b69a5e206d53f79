package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ServerKeyExchangeView;
import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.VerifierLimits;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the server sent is right and beyond what the device can verify: C07, C72 (curves and hashes in the chain), C56
 * (the hash of ServerKeyExchange).
 */
final class VerifierRule implements Rule {
  /** A secure element verifies EC signatures; RSA stays with the software beside it (C72). */
  private static final VerifierLimits P256_SHA256 = new VerifierLimits(
      "a verifier of P-256 with digests of 32 bytes", Set.of("secp256r1"), Set.of("SHA-256"),
      Set.of(VerifierLimits.ANY), 0, Integer.MAX_VALUE, Set.of());

  /** RSA only, and no hash longer than SHA-256 (WiFi101 issue 48). */
  private static final VerifierLimits WINC = new VerifierLimits(
      "the WINC1500", Set.of(), Set.of(), Set.of("SHA-256", "SHA-1"), 0, Integer.MAX_VALUE, Set.of());

  private static final int RSA_SHA1 = 0x0201;
  private static final Set<Integer> DIGESTS_OF_32_BYTES = Set.of(0x0403, 0x0401, 0x0804, 0x0809);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    signature(facts, found);
    chain(facts, found);
  }

  private static void signature(Facts facts, Consumer<Finding> found) {
    Optional<ServerKeyExchangeView> exchange = facts.conversation().serverKeyExchange();
    if (exchange.isEmpty() || exchange.get().scheme() < 0 || facts.hello().isEmpty()) {
      return;
    }
    int scheme = exchange.get().scheme();
    List<Integer> offered = facts.hello().get().schemes();
    boolean notOffered = !offered.isEmpty() && !offered.contains(scheme);
    boolean told = facts.evidence().verifier() != Verifier.ANY;
    boolean beyond = (told || winc(facts)) && !DIGESTS_OF_32_BYTES.contains(scheme) && scheme != RSA_SHA1;
    if (!notOffered && !beyond) {
      return;
    }
    found.accept(facts.finding(FindingId.UNSUPPORTED_SIGNATURE_HASH)
        .role(Blame.role(FindingId.UNSUPPORTED_SIGNATURE_HASH, facts))
        .confidence(notOffered || told ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The server signed ServerKeyExchange with " + Names.scheme(scheme) + ", "
            + (notOffered ? "which the client did not offer."
                : told ? "which the client offers and its verifier cannot do: it takes digests of 32 bytes only."
                : "which the WINC1500 offers and cannot compute: it has neither SHA-384 nor SHA-512."))
        .evidence(new EvidenceItem(exchange.get().place(), "ServerKeyExchange is signed with " + Names.scheme(scheme)))
        .evidence(new EvidenceItem(facts.hello().get().place(),
            (notOffered ? "signature_algorithms lacks " : "signature_algorithms offers ") + Names.scheme(scheme)))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /** What to ask where the device may verify with a secure element; empty if one could verify this. */
  static String beyondSecureElements(Facts facts) {
    Optional<Integer> scheme = facts.conversation().serverKeyExchange().map(ServerKeyExchangeView::scheme)
        .filter(one -> one >= 0 && !DIGESTS_OF_32_BYTES.contains(one));
    boolean asked = facts.evidence().verifier() != Verifier.ANY;
    return scheme.isEmpty() || asked ? "" : " ServerKeyExchange is signed with " + Names.scheme(scheme.get())
        + ": a secure element that verifies for the device takes digests of 32 bytes only (--verifier p256-sha256 if it"
        + " has one).";
  }

  private static void chain(Facts facts, Consumer<Finding> found) {
    Optional<ChainFacts> chain = facts.chain().filter(one -> one.leaf().isPresent());
    Optional<VerifierLimits> limits = limits(facts);
    if (chain.isEmpty() || limits.isEmpty()) {
      return;
    }
    List<VerifierLimits.Beyond> beyond = chain.get().beyond(limits.get());
    // What the client went on from it has verified, or does not look at.
    if (beyond.isEmpty() || facts.course().reached(Stage.CLIENT_KEY_EXCHANGE) && !Blame.leftOverServerFlight(facts)) {
      return;
    }
    boolean told = facts.evidence().verifier() != Verifier.ANY;
    found.accept(facts.finding(FindingId.CURVE_UNSUPPORTED_BY_DEVICE)
        .caseId(told ? "C72" : large(beyond) ? "C57" : "C07")
        .role(Blame.role(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, facts))
        .confidence(told ? Confidence.PROVED : Confidence.IMPLIED)
        .summary("The chain is right and beyond what the device can verify: " + beyond.get(0).sentence() + ".")
        .evidence(beyond.stream().map(one -> facts.certificates(one.sentence())).toList())
        .evidence(told ? List.of() : NetxTables.evidence(facts))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /** Whether something of the chain is more than this device's verifier does. */
  static boolean chainIsBeyond(Facts facts) {
    return limits(facts).flatMap(limits -> facts.chain().map(chain -> chain.beyond(limits)))
        .filter(beyond -> !beyond.isEmpty()).isPresent();
  }

  private static boolean large(List<VerifierLimits.Beyond> beyond) {
    return beyond.stream().noneMatch(VerifierLimits.Beyond::signature)
        && beyond.stream().allMatch(one -> one.certificate().key().isRsa());
  }

  private static Optional<VerifierLimits> limits(Facts facts) {
    return switch (facts.evidence().verifier()) {
      case P256_SHA256 -> Optional.of(P256_SHA256);
      case SHA256_ONLY -> Optional.of(VerifierLimits.SHA256_ONLY);
      case ANY -> winc(facts) ? Optional.of(WINC)
          : NetxTables.of(facts).or(() -> facts.device().engineProfile().map(VerifierLimits::of))
              .or(() -> SoftwareVerifiers.of(facts.stack().family()));
    };
  }

  private static boolean winc(Facts facts) {
    return facts.stack().family() == Family.WINC;
  }
}
