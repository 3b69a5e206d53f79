package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.proof.RandomDefect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Randoms that are none: one that has a pattern, or that another connection has as well (C71). */
final class RandomRule implements Rule {
  private static final int CLOCK_BYTES = 4;
  private static final int SHOWN = 10;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.hello().flatMap(hello -> pattern(facts, hello).or(() -> repetition(facts, hello))).ifPresent(found);
  }

  private static Optional<Finding> pattern(Facts facts, ClientHelloView hello) {
    byte[] random = hello.random();
    return RandomDefect.of(Arrays.copyOfRange(random, CLOCK_BYTES, random.length)).map(defect -> finding(facts,
        "The device has no randomness: the random of its ClientHello is " + defect.words() + ".",
        List.of(new EvidenceItem(hello.place(), "ClientHello.random is " + defect.words()))));
  }

  private static Optional<Finding> repetition(Facts facts, ClientHelloView hello) {
    List<Conversation> others = facts.neighbours().sameRandom(hello).stream()
        .filter(other -> other.stream() != facts.conversation().stream() && !seenTwice(other, facts))
        .limit(SHOWN).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    boolean elsewhere = others.stream().anyMatch(
        other -> !other.clientEnd().address().equals(facts.conversation().clientEnd().address()));
    List<EvidenceItem> evidence = others.stream()
        .map(other -> new EvidenceItem(other.clientHello().orElseThrow().place(), "connection " + other.stream()
            + (elsewhere ? ", of " + other.clientEnd().address().getHostAddress() + "," : "") + " has the same random"))
        .collect(Collectors.toCollection(ArrayList::new));
    evidence.add(0, new EvidenceItem(hello.place(), "ClientHello.random of this connection"));
    return Optional.of(finding(facts, "Several hellos " + (elsewhere ? "of different devices" : "of this device")
        + " carry the same random: the generator starts from the same state each time,"
        + " so that keys can repeat as well.", evidence));
  }

  /**
   * One connection that was captured on both sides of an address translation: even the server's random is the same.
   * With another client's address only two answers that differ show two connections.
   */
  private static boolean seenTwice(Conversation other, Facts facts) {
    Optional<byte[]> mine = facts.answer().map(ServerHelloView::random);
    Optional<byte[]> theirs = other.serverHello().map(ServerHelloView::random);
    boolean sameClient = other.clientEnd().address().equals(facts.conversation().clientEnd().address());
    return mine.isPresent() && theirs.isPresent() ? Arrays.equals(mine.get(), theirs.get()) : !sameClient;
  }

  private static Finding finding(Facts facts, String summary, List<EvidenceItem> evidence) {
    return facts.finding(FindingId.LOW_ENTROPY_RANDOM)
        .confidence(Confidence.PROVED)
        .summary(summary)
        .evidence(evidence)
        .build();
  }
}
