package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
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
import java.util.stream.Collectors;

/** What only several connections show: randoms that repeat (C71), one client id in two places (C75). */
final class AcrossRule implements Rule {
  private static final int CLOCK_BYTES = 4;
  /** Without keys only a pattern shows a take-over, and once may be chance. */
  private static final int PATTERN = 2;
  private static final int SHOWN = 10;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.hello().ifPresent(hello -> lowEntropy(facts, hello, found));
    duplicateClientId(facts, found);
  }

  private static void lowEntropy(Facts facts, ClientHelloView hello, Consumer<Finding> found) {
    byte[] tail = tail(hello);
    if (constant(tail)) {
      found.accept(finding(facts, "The random of the ClientHello is one byte repeated: the device has no randomness.",
          List.of(new EvidenceItem(hello.place(), "ClientHello.random is constant"))));
      return;
    }
    List<EvidenceItem> same = facts.neighbours().sameRandom(facts.conversation(), hello).stream()
        .filter(other -> other.stream() != facts.conversation().stream() && !seenTwice(other, facts))
        .limit(SHOWN)
        .map(other -> new EvidenceItem(other.clientHello().orElseThrow().place(),
            "connection " + other.stream() + " has the same random"))
        .collect(Collectors.toCollection(ArrayList::new));
    if (!same.isEmpty()) {
      same.add(0, new EvidenceItem(hello.place(), "ClientHello.random of this connection"));
      found.accept(finding(facts, "Several hellos of this device carry the same random: its generator starts from the"
          + " same state each time, so that keys can repeat as well.", same));
    }
  }

  /** One connection that was captured on both sides of an address translation: even the server's random is the same. */
  private static boolean seenTwice(Conversation other, Facts facts) {
    return facts.answer().isPresent() && other.serverHello()
        .filter(hello -> Arrays.equals(hello.random(), facts.answer().get().random())).isPresent();
  }

  private static Finding finding(Facts facts, String summary, List<EvidenceItem> evidence) {
    return facts.finding(FindingId.LOW_ENTROPY_RANDOM)
        .confidence(Confidence.PROVED)
        .summary(summary)
        .evidence(evidence)
        .build();
  }

  private static byte[] tail(ClientHelloView hello) {
    return Arrays.copyOfRange(hello.random(), CLOCK_BYTES, hello.random().length);
  }

  private static boolean constant(byte[] bytes) {
    for (byte one : bytes) {
      if (one != bytes[0]) {
        return false;
      }
    }
    return true;
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
