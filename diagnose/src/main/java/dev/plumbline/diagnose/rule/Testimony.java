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
import java.util.stream.Stream;

/**
 * What the device itself says of why it left over the server's flight, where the capture shows no reason:
 *
 * <ul>
 *   <li>what its code means, if it is the code that goes with the alert that it sent;
 *   <li>that it has other anchors than the user told, if it knows no issuer of a chain that holds with those;
 *   <li>if neither says it, all that the code may mean (C01) and the capture does not exclude: a stack such as BearSSL
 *       leaves without an alert whatever it refuses, so that its code is all there is.
 * </ul>
 *
 * <p>Comes after the rules, because what they find in the capture is better than what a device says. Stateless.
 */
final class Testimony {
  private static final int UNKNOWN_CA = 48;

  /** What every verifier of today does; a code about an algorithm is about what goes beyond. */
  private static final VerifierLimits CUSTOMARY = new VerifierLimits(
      "what every stack computes", Set.of("secp256r1"), Set.of("SHA-256"), Set.of("SHA-256"), 2048, 2048,
      Set.of());
  private static final Set<Integer> CUSTOMARY_SCHEMES = Set.of(0x0403, 0x0401);

  private Testimony() {}

  /** @param already what the rules found */
  static List<Finding> of(Facts facts, List<Finding> already) {
    List<Finding> said = new ArrayList<>(withAlert(facts));
    if (!explains(facts.codeHints(), Stream.concat(already.stream(), said.stream()))) {
      said.addAll(byCodeAlone(facts));
    }
    return said;
  }

  private static boolean explains(CodeHints code, Stream<Finding> findings) {
    return findings.anyMatch(finding -> finding.role() == Role.CAUSE && code.favours(finding) && !vague(finding.id()));
  }

  private static List<Finding> withAlert(Facts facts) {
    List<Finding> said = new ArrayList<>();
    if (!facts.ending().alertBy(Side.CLIENT) || !Blame.leftOverServerFlight(facts)) {
      return said;
    }
    facts.codeHints().particular()
        .filter(meaning -> meaning.alert().filter(alert -> alert == facts.ending().alert()).isPresent())
        .filter(meaning -> meaning.possibleStages().contains(facts.course().stage()))
        .filter(meaning -> possible(facts, meaning.findings().get(0)))
        .ifPresent(meaning -> said.add(byCode(facts, meaning)));
    if (facts.ending().alertBy(Side.CLIENT, UNKNOWN_CA) && facts.flight().chainProved()) {
      said.add(otherAnchors(facts));
    }
    return said;
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

  private static List<Finding> byCodeAlone(Facts facts) {
    CodeHints code = facts.codeHints();
    boolean left = Blame.leftOverServerFlight(facts) || facts.ending().kind() == Ending.Kind.OPEN && facts.waitedLong();
    if (!left || contradicted(facts) || !code.fits(facts.course().stage())) {
      return List.of();
    }
    List<Finding.Builder> candidates = new ArrayList<>();
    code.likely().forEach(id -> candidate(facts, id).ifPresent(candidates::add));
    return candidates.stream()
        .map(one -> one.confidence(candidates.size() == 1 ? Confidence.IMPLIED : Confidence.SUGGESTED)
            .evidence(code.evidence())
            .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words())).build())
        .toList();
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
