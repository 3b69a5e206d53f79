package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation.Traffic;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.util.Optional;

/** The layer between TLS and TCP lost bytes, as modems and serial lines do: C68. */
final class DroppedBytes {
  /** Timers below this are no timers but answers. */
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1900);

  private DroppedBytes() {}

  /** A record was announced and never came whole, though nothing is missing in the capture. */
  static Optional<Finding> of(Facts facts) {
    if (facts.conversation().all(Event.Missing.class).findAny().isPresent()) {
      return Optional.empty();
    }
    boolean over = facts.ending().kind() != Ending.Kind.OPEN || facts.waitedLong();
    for (Side side : Side.values()) {
      Traffic traffic = facts.conversation().traffic(side);
      Optional<Event.Plain> astray = astray(facts, side);
      if (astray.isPresent()) {
        return Optional.of(outOfStep(facts, side, astray.get()));
      }
      if (traffic.unfinishedRecord() > 0 && over && !cutByRefusal(facts, side)) {
        return Optional.of(droppedBytes(facts, side, traffic));
      }
    }
    return Optional.empty();
  }

  /** What a side sent after whole records, and before the end, that is no record. */
  private static Optional<Event.Plain> astray(Facts facts, Side side) {
    boolean records = false;
    for (Event event : facts.conversation().events()) {
      if (facts.ending().time().filter(end -> event.time().isAfter(end)).isPresent()) {
        return Optional.empty();
      }
      records |= event instanceof Event.Record record && record.from() == side && record.complete();
      if (records && event instanceof Event.Plain plain && plain.from() == side) {
        return Optional.of(plain);
      }
    }
    return Optional.empty();
  }

  private static Finding outOfStep(Facts facts, Side side, Event.Plain astray) {
    String who = side == Side.CLIENT ? "client" : "server";
    return facts.finding(FindingId.TRANSPORT_DROPPED_BYTES)
        .confidence(Confidence.IMPLIED)
        .summary("The " + who + "'s TLS records come to where the next should begin, and what stands there is none,"
            + " though TCP delivered everything. Bytes before that were lost or changed between TLS and TCP.")
        .evidence(new EvidenceItem(astray.place(), "here a record of the " + who + " should begin"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build();
  }

  /** The other side stopped it in the middle of a record: then nothing was lost, the sender was interrupted. */
  private static boolean cutByRefusal(Facts facts, Side sender) {
    boolean otherEnded = facts.ending().by(sender.other());
    return otherEnded && facts.ending().silence().compareTo(SHORTEST_TIMER) < 0;
  }

  private static Finding droppedBytes(Facts facts, Side side, Traffic traffic) {
    String who = side == Side.CLIENT ? "client" : "server";
    Optional<Event> last = facts.conversation().last(event -> event instanceof Event.Record record
        && record.from() == side && !record.complete());
    return facts.finding(FindingId.TRANSPORT_DROPPED_BYTES)
        .confidence(Confidence.IMPLIED)
        .summary("The " + who + "'s last TLS record is not complete: its header announces " + traffic.unfinishedRecord()
            + " bytes more than were ever sent, though TCP delivered everything. The layer between TLS and TCP lost"
            + " them.")
        .evidence(new EvidenceItem(last.map(Event::place).orElse(facts.ending().place()),
            "a record of the " + who + " lacks its last " + traffic.unfinishedRecord() + " bytes"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " after "
            + Spans.length(facts.ending().silence()) + " of silence"))
        .build();
  }
}
