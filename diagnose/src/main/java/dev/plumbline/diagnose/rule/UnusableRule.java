package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.Side;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The capture does not hold what a diagnosis needs: C15. Says what is missing; how to retake it is in the fix. */
final class UnusableRule implements Rule {
  private static final int FINISHED = 20;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Optional<String> notOpened = notOpened(facts, facts.conversation().quality());
    if (notOpened.isPresent()) {
      found.accept(withoutTcp(facts, notOpened.get()));
      return;
    }
    missing(facts).ifPresent(what -> found.accept(facts.finding(FindingId.CAPTURE_UNUSABLE)
        .confidence(Confidence.PROVED)
        .summary("The capture cannot support a diagnosis of this connection: " + what + ".")
        .evidence(evidence(facts, what))
        .undecided("Whether the connection worked cannot be told from this capture.")
        .build()));
  }

  private static Finding withoutTcp(Facts facts, String what) {
    return facts.finding(FindingId.CAPTURE_UNUSABLE)
        .confidence(Confidence.PROVED)
        .summary("There is no TLS to diagnose: " + what + ".")
        .evidence(new EvidenceItem(facts.ending().place(), what))
        .fix("Check address, port and firewall on the way to the server; TLS is not involved. If another tool connects"
            + " from the same network, capture nearer to the device.")
        .source("RFC 9293 §3.5")
        .build();
  }

  /** What is missing, if it is needed; empty if a diagnosis can be made. */
  static Optional<String> missing(Facts facts) {
    FlowQuality quality = facts.conversation().quality();
    if (quality.oneSided()) {
      return Optional.of("only packets of the " + (quality.clientPackets() == 0 ? "server" : "client") + " are in it");
    }
    if (facts.plainMqtt()) {
      return Optional.empty();
    }
    boolean helloMissing = facts.hello().isEmpty();
    if (helloMissing && !quality.synSeen() && quality.clientBytes() + quality.serverBytes() > 0) {
      return Optional.of("it begins in the middle of the connection, after the ClientHello");
    }
    Optional<Event.Missing> gap = gapInHandshake(facts);
    if (gap.isPresent()) {
      return Optional.of(gap.get().cut()
          ? "its packets were cut off when they were captured (snap length), in the middle of the handshake"
          : gap.get().bytes() + " bytes of the handshake are missing in it: packets were lost while capturing");
    }
    return gapInsteadOfAnswer(facts)
        .map(lost -> lost.bytes() + " bytes of the server are missing in it after the handshake, where its answer to"
            + " CONNECT may have been: packets were lost while capturing")
        .or(() -> endsInHandshake(facts));
  }

  /** TCP itself did not come about, so there is nothing of TLS to be seen. */
  private static Optional<String> notOpened(Facts facts, FlowQuality quality) {
    int port = facts.conversation().serverEnd().port();
    if (!quality.synSeen() || quality.clientBytes() + quality.serverBytes() > 0) {
      return Optional.empty();
    }
    if (quality.serverPackets() == 0) {
      return Optional.of("nobody answered the client's SYN to port " + port + " (sent " + quality.clientPackets()
          + (quality.clientPackets() == 1 ? " time" : " times") + "): the host is down, the port is filtered, or the"
          + " capture lacks the other direction");
    }
    boolean refused = !quality.synAckSeen() && facts.ending().by(Side.SERVER)
        && facts.ending().kind() == Ending.Kind.RST;
    return refused
        ? Optional.of("the server refused the TCP connection: nothing listens on port " + port + " there, or a firewall"
            + " says so; TLS was never tried")
        : Optional.empty();
  }

  /** Bytes of a side that are missing before its part of the handshake was over: the other side may be further. */
  private static Optional<Event.Missing> gapInHandshake(Facts facts) {
    Set<Side> past = EnumSet.noneOf(Side.class);
    for (Event event : facts.conversation().events()) {
      if (event instanceof Event.Missing gap && !past.contains(gap.from())) {
        return Optional.of(gap);
      }
      if (event instanceof Event.ApplicationData || event instanceof Event.Mqtt) {
        past.add(event.from());
      }
      if (finishes(event) && !facts.tls13()) {
        past.add(event.from());
      }
    }
    return Optional.empty();
  }

  /** In TLS 1.3 the hidden messages are most of the server's flight. */
  private static boolean finishes(Event event) {
    return event instanceof Event.HiddenHandshake
        || event instanceof Event.Handshake message && message.type() == FINISHED;
  }

  /** What is missing may be the answer whose absence would be the finding. */
  private static Optional<Event.Missing> gapInsteadOfAnswer(Facts facts) {
    boolean answered = facts.mqtt().accepted() || facts.mqtt().connack().isPresent();
    return answered || !facts.mqtt().expected() || !facts.course().completed()
        ? Optional.empty()
        : facts.conversation().all(Event.Missing.class, Side.SERVER).findFirst();
  }

  /** The last thing in the capture is the middle of a handshake. */
  private static Optional<String> endsInHandshake(Facts facts) {
    boolean open = facts.ending().kind() == Ending.Kind.OPEN && !facts.waitedLong();
    if (!open || facts.course().completed() || facts.conversation().protocol() == Protocol.SILENT) {
      return Optional.empty();
    }
    return facts.course().reached(Stage.CLIENT_HELLO) || facts.conversation().protocol() == Protocol.TLS
        ? Optional.of("it ends in the middle of the handshake, before either side gave up")
        : Optional.empty();
  }

  private static EvidenceItem evidence(Facts facts, String what) {
    return gapInHandshake(facts)
        .map(gap -> new EvidenceItem(gap.place(), what))
        .orElseGet(() -> EvidenceItem.of(what));
  }
}
