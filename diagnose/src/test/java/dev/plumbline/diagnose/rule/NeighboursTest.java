package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The index says what going through all connections would say; here all connections of all given captures are one. */
class NeighboursTest {
  private final List<Conversation> all = new ArrayList<>();
  private final Neighbours neighbours;

  NeighboursTest() throws Exception {
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      for (Conversation one : each.surroundings(Files.readAllBytes(each.capture)).conversations()) {
        all.add(numbered(one, all.size()));
      }
    }
    neighbours = new Neighbours(new Surroundings(all, Map.of(), Optional.empty()));
  }

  private static Conversation numbered(Conversation one, int stream) {
    return new Conversation(stream, one.clientEnd(), one.serverEnd(), one.protocol(), one.quality(), one.events(),
        one.left(), one.client(), one.server(), one.keys(), one.form());
  }

  private boolean any(Conversation than, Predicate<Conversation> condition) {
    return all.stream().anyMatch(other -> other.stream() != than.stream() && condition.test(other));
  }

  private static boolean sameServer(Conversation one, Conversation other) {
    return one.serverEnd().equals(other.serverEnd());
  }

  private static Optional<String> name(Conversation one) {
    return one.clientHello().flatMap(ClientHelloView::serverName);
  }

  private static Optional<byte[]> leaf(Conversation one) {
    return one.certificate(Side.SERVER).flatMap(sent -> sent.certificates().stream().findFirst());
  }

  @Test
  void knowsWhatTheSameServerDidForOthers() {
    int answered = 0;
    for (Conversation one : all) {
      boolean spoke = any(one, other -> sameServer(one, other) && other.serverHello().isPresent());
      answered += spoke ? 1 : 0;
      assertEquals(spoke, neighbours.serverAnsweredAnother(one));
      assertEquals(
          any(one, other -> sameServer(one, other) && other.serverHello().isPresent() && name(other).isPresent()),
          neighbours.serverAnsweredNamed(one));
      assertEquals(any(one, other -> sameServer(one, other) && name(other).isPresent() && leaf(one).isPresent()
          && leaf(other).filter(leaf -> !Arrays.equals(leaf, leaf(one).get())).isPresent()),
          neighbours.serverHasAnotherCertificate(one));
    }
    assertTrue(answered > 50, () -> all.size() + " connections");
  }

  @Test
  void knowsWhoElseAsksForAName() {
    for (Conversation one : all) {
      for (String name : List.of("MQTT.harbor.example", "nobody.example")) {
        assertEquals(any(one, other -> name(other).filter(name::equalsIgnoreCase).isPresent()),
            neighbours.othersAskFor(name, one));
      }
    }
  }

  @Test
  void knowsRandomsThatRepeat() {
    int repeated = 0;
    for (Conversation one : all) {
      if (one.clientHello().isPresent()) {
        byte[] random = one.clientHello().get().random();
        List<Integer> expected = all.stream()
            .filter(other -> other.clientHello().filter(hello -> Arrays.equals(hello.random(), 4, 32, random, 4, 32))
                .isPresent())
            .map(Conversation::stream).toList();
        assertEquals(expected,
            neighbours.sameRandom(one.clientHello().get()).stream().map(Conversation::stream).toList());
        repeated += expected.size() > 1 ? 1 : 0;
      }
    }
    assertTrue(repeated >= 2, "netx-same-random-twice is among them");
  }

  @Test
  void knowsWhichNewerConnectionsCameRightBeforeOneEndedThatWasUp() {
    int count = 0;
    for (Conversation one : all) {
      Ending ending = Ending.of(one);
      if (ending.by(Side.SERVER)) {
        Instant end = ending.time().orElseThrow();
        List<Integer> expected = all.stream()
            .filter(other -> other.stream() != one.stream() && sameServer(one, other) && wasUp(one))
            .filter(other -> firstData(other).filter(time -> !time.isAfter(end)
                && time.isAfter(firstData(one).orElse(end))
                && Duration.between(time, end).compareTo(Duration.ofSeconds(1)) <= 0).isPresent())
            .map(Conversation::stream).sorted().toList();
        assertEquals(expected, neighbours.newcomers().connectsRightBefore(end, one).stream()
            .map(connect -> connect.conversation().stream()).sorted().toList());
        count += !expected.isEmpty() && new Course(one).applicationRecords(Side.SERVER) > 0 ? 1 : 0;
      }
    }
    assertTrue(count > 0, "mosquitto-same-client-id is among them");
    assertEquals(count, neighbours.newcomers().count());
  }

  private static boolean wasUp(Conversation one) {
    return new Course(one).applicationRecords(Side.SERVER) > 0
        && one.all(Event.Mqtt.class, Side.CLIENT).noneMatch(packet -> packet.type() == 14);
  }

  private static Optional<Instant> firstData(Conversation one) {
    return one.events().stream()
        .filter(event -> event.from() == Side.CLIENT)
        .filter(event -> event instanceof Event.ApplicationData || event instanceof Event.Mqtt)
        .map(Event::time).findFirst();
  }
}
