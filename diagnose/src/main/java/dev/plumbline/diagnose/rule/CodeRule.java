package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.code.CodeMeaning;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ServerKeyExchangeView;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.DateFact;
import dev.plumbline.diagnose.proof.NameFacts.Coverage;
import dev.plumbline.diagnose.proof.VerifierLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The client left over the server's flight for a reason that the wire does not show, and its stack told the code of it:
 * what the code means and the capture does not exclude (C01). Comes after the rules, which know better where they find
 * anything: a stack such as BearSSL leaves without an alert whatever it refuses.
 */
final class CodeRule {
  /** What every verifier of today does; a code about an algorithm is about what goes beyond. */
  private static final VerifierLimits CUSTOMARY = new VerifierLimits(
      "what every stack computes", Set.of("secp256r1"), Set.of("SHA-256"), Set.of("SHA-256"), 2048, 2048,
      Set.of());
  private static final Set<Integer> CUSTOMARY_SCHEMES = Set.of(0x0403, 0x0401);

  private CodeRule() {}

  static void look(Facts facts, List<Finding> already, Consumer<Finding> found) {
    CodeHints code = facts.codeHints();
    boolean left = Blame.leftOverServerFlight(facts) || facts.ending().kind() == Ending.Kind.OPEN && facts.waitedLong();
    boolean explained = already.stream()
        .anyMatch(finding -> finding.role() == Role.CAUSE && code.favours(finding) && !vague(finding.id()));
    if (!left || explained || contradicted(facts) || !code.fits(facts.course().stage())) {
      return;
    }
    List<Finding.Builder> candidates = new ArrayList<>();
    code.likely().forEach(id -> candidate(facts, id).ifPresent(candidates::add));
    candidates.stream()
        .map(one -> one.confidence(candidates.size() == 1 ? Confidence.IMPLIED : Confidence.SUGGESTED)
            .evidence(code.evidence())
            .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words())).build())
        .forEach(found);
  }

  /** Whether the stack sends another alert with this code than the one that was sent: it tells of something else. */
  private static boolean contradicted(Facts facts) {
    return facts.ending().alertBy(Side.CLIENT) && facts.codeHints().particular().flatMap(CodeMeaning::alert)
        .filter(alert -> alert != facts.ending().alert()).isPresent();
  }

  /** A finding that says no more than that the device failed. */
  private static boolean vague(FindingId id) {
    return id == FindingId.DEVICE_CRYPTO_FAILURE || id == FindingId.DEVICE_WENT_SILENT;
  }

  private static Optional<Finding.Builder> candidate(Facts facts, FindingId id) {
    return switch (id) {
      case DEVICE_CLOCK_WRONG -> clock(facts);
      case HOSTNAME_MISMATCH -> name(facts);
      case CURVE_UNSUPPORTED_BY_DEVICE -> algorithm(facts);
      case UNSUPPORTED_SIGNATURE_HASH -> scheme(facts);
      case DEVICE_CRYPTO_FAILURE -> failure(facts);
      case RECORD_EXCEEDS_BUFFER -> record(facts);
      default -> Optional.empty();
    };
  }

  private static Optional<Finding.Builder> clock(Facts facts) {
    boolean right = facts.clock().flatMap(DeviceClock::time).filter(facts::closeToCapture).isPresent();
    boolean valid = facts.chain().map(ChainFacts::datesAtCapture)
        .filter(dates -> !dates.isEmpty() && dates.stream().allMatch(DateFact::valid)).isPresent();
    return right || !valid || !facts.captureTimeIsPlausible() ? Optional.empty()
        : Optional.of(facts.finding(FindingId.DEVICE_CLOCK_WRONG)
            .summary("The device says that a certificate is outside its validity, and all that the server sent were"
                + " valid when this was captured: the device's clock is wrong, or an anchor of its own has expired.")
            .evidence(facts.certificates("valid when this was captured"))
            .undecided("The device's clock is not on the wire of this stack; its log would show it."));
  }

  private static Optional<Finding.Builder> name(Facts facts) {
    return facts.chain().flatMap(ChainFacts::name)
        .filter(name -> name.coverage() != Coverage.NOT_COVERED) // that is said already
        .map(name -> facts.finding(FindingId.HOSTNAME_MISMATCH)
            .summary("The device says that the server's certificate is not for the name that it was given; by what is"
                + " known here, " + name.sentence() + ".")
            .evidence(facts.certificates("the certificate is for " + String.join(", ", name.names())))
            .undecided("Which name the device compares is in its configuration (--servername)."));
  }

  private static Optional<Finding.Builder> algorithm(Facts facts) {
    List<VerifierLimits.Beyond> beyond = facts.chain().map(chain -> chain.beyond(CUSTOMARY)).orElse(List.of());
    return beyond.isEmpty() ? Optional.empty()
        : Optional.of(facts.finding(FindingId.CURVE_UNSUPPORTED_BY_DEVICE)
            .summary("The device says that it can't verify with a key or a signature of the chain: "
                + beyond.get(0).sentence() + ".")
            .evidence(beyond.stream().map(one -> facts.certificates(one.sentence())).toList()));
  }

  private static Optional<Finding.Builder> scheme(Facts facts) {
    return facts.conversation().serverKeyExchange()
        .filter(exchange -> exchange.scheme() >= 0 && !CUSTOMARY_SCHEMES.contains(exchange.scheme()))
        .map(exchange -> scheme(facts, exchange));
  }

  private static Finding.Builder scheme(Facts facts, ServerKeyExchangeView exchange) {
    return facts.finding(FindingId.UNSUPPORTED_SIGNATURE_HASH)
        .summary("The device says that the signature of ServerKeyExchange does not verify; it is made with "
            + Names.scheme(exchange.scheme()) + ", which its verifier may not do.")
        .evidence(new EvidenceItem(exchange.place(), "signed with " + Names.scheme(exchange.scheme())));
  }

  private static Optional<Finding.Builder> failure(Facts facts) {
    return !facts.flight().good() ? Optional.empty()
        : Optional.of(facts.finding(FindingId.DEVICE_CRYPTO_FAILURE)
            .summary("Nothing is wrong with what the server sent, as far as it can be computed, and the device says"
                + " that an operation failed: its engine, its driver or its signer.")
            .evidence(facts.flight().keyExchangeEvidence())
            .ruledOut(facts.flight().exonerations()));
  }

  private static Optional<Finding.Builder> record(Facts facts) {
    return facts.conversation().all(Event.Record.class, Side.SERVER)
        .filter(record -> !record.encrypted() && !BufferRule.streams(facts))
        .max(Comparator.comparingInt(Event.Record::length))
        .filter(longest -> facts.codeHints().likely().size() == 1
            || facts.device().buffers().filter(one -> one.receiveRecord() >= longest.length()).isEmpty())
        .map(longest -> facts.finding(FindingId.RECORD_EXCEEDS_BUFFER)
            .summary("The device says that a record does not fit; the server's longest has " + longest.length()
                + " bytes.")
            .evidence(new EvidenceItem(longest.place(), "a record of " + longest.length() + " bytes"))
            .undecided("How much the device has room for is in its configuration (--in-buffer)."));
  }
}
