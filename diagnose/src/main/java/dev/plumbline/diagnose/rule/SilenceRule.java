package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A side stopped without a reason on the wire: C65 (silent), C67 (timers), C68 (bytes lost on the way). */
final class SilenceRule implements Rule {
  /** Timers below this are no timers but answers. */
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1900);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.course().completed() || facts.plainMqtt() || facts.conversation().quality().oneSided()) {
      return;
    }
    Optional<Finding> dropped = DroppedBytes.of(facts);
    dropped.ifPresent(found);
    if (dropped.isEmpty() && timer(facts)) {
      found.accept(timeout(facts));
    }
    silent(facts, found);
  }

  /** Somebody waited and gave up. */
  private static boolean timer(Facts facts) {
    boolean said = facts.ending().kind() == Ending.Kind.ALERT
        && !facts.ending().alertBy(Side.CLIENT, 90)
        && !facts.ending().alertBy(Side.SERVER, 90);
    return !said && (facts.ending().silence().compareTo(SHORTEST_TIMER) >= 0 || facts.waitedLong())
        && facts.course().reached(Stage.CLIENT_HELLO);
  }

  private static Finding timeout(Facts facts) {
    boolean open = facts.ending().kind() == Ending.Kind.OPEN;
    Side quiet = facts.awaited();
    String who = quiet == Side.SERVER ? "server" : "client";
    String waited = open ? "to the end of the capture" : "for " + Spans.length(facts.ending().silence());
    return facts.finding(FindingId.HANDSHAKE_TIMEOUT)
        .confidence(open ? Confidence.SUGGESTED : Confidence.IMPLIED)
        .summary("It was the " + who + "'s turn and nothing came " + waited + "; then "
            + facts.ending().words() + ". Everything before that was in order.")
        .evidence(new EvidenceItem(facts.lastSaid().place(), "the last message before the silence: "
            + Peers.describe(facts.lastSaid())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .evidence(KnownTimers.of(facts))
        .build();
  }

  /** The client left over a server flight in which nothing is wrong (C65). */
  private static void silent(Facts facts, Consumer<Finding> found) {
    boolean waitedFor = facts.awaited() == Side.CLIENT
        && (facts.ending().kind() == Ending.Kind.OPEN && facts.waitedLong()
            || facts.ending().leftSilently(Side.SERVER) && timer(facts));
    boolean left = facts.ending().leftSilently(Side.CLIENT) || waitedFor;
    boolean flight = facts.course().reached(Stage.SERVER_HELLO_DONE)
        || facts.tls13() && facts.ending().kind() != Ending.Kind.HIDDEN_ALERT
            && facts.conversation().all(Event.HiddenHandshake.class, Side.SERVER).findAny().isPresent();
    if (!left || !flight || facts.course().reached(Stage.CLIENT_FINISHED)) {
      return;
    }
    found.accept(facts.finding(FindingId.DEVICE_WENT_SILENT)
        .confidence(nothingElse(facts) ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The server's flight was complete, and the client "
            + (waitedFor ? "said nothing more: " : "left without a word: ") + facts.ending().words()
            + ". That is how memory, a watchdog or a crash ends it, or a stack that sends no alerts.")
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " after the server's flight"))
        .evidence(LargeParameters.of(facts))
        .evidence(facts.flight().keyExchangeRefuted())
        .undecided("Why the device left is not on the wire: its log, its heap and its reset reason would tell"
            + (facts.evidence().anchors().isEmpty()
                ? "; with --cafile (what the device trusts) the chain can be ruled out as well." : ".")
            + VerifierRule.beyondSecureElements(facts))
        .build());
    if (saysNothingEver(facts) && facts.flight().good() && facts.codeHints().likely().isEmpty()) {
      found.accept(unknownClock(facts));
    }
  }

  private static boolean nothingElse(Facts facts) {
    return facts.flight().good() && facts.flight().chainProved() && !timer(facts)
        && !saysNothingEver(facts) && !facts.codeHints().speaksAgainst(FindingId.DEVICE_WENT_SILENT)
        && !VerifierRule.chainIsBeyond(facts) && FragmentationRule.empty(facts).isEmpty();
  }

  /** BearSSL closes without an alert over a certificate that it refuses, as over anything else (x509_minimal). */
  private static boolean saysNothingEver(Facts facts) {
    return facts.stack().family() == Family.BEARSSL && facts.ending().leftSilently(Side.CLIENT);
  }

  private static Finding unknownClock(Facts facts) {
    return facts.finding(FindingId.DEVICE_CLOCK_WRONG)
        .confidence(Confidence.SUGGESTED)
        .summary("BearSSL compares the dates of certificates with a clock that its user has to set, and leaves without"
            + " a word if they do not fit; all that the server sent were valid when this was captured.")
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("The clock is not on the wire of this stack. br_ssl_engine_last_error tells (--code): 54 is about"
            + " dates, 62 about the anchor, 56 about the name.")
        .build();
  }
}
