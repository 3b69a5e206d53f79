package dev.plumbline.diagnose.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.tap.Passed.Ending;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TapDeskTest {
  private static final Endpoint END = new Endpoint(InetAddress.getLoopbackAddress(), 8883);
  /** handshake_failure. */
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 40};

  private final List<EndedConnection> told = new CopyOnWriteArrayList<>();

  /** A connection in which the broker sends an alert. */
  private static void pass(TapDesk desk, int stream) {
    FlowSink sink = desk.flows().opened(stream, END, END, true, 0);
    sink.data(Side.SERVER, ALERT, 0, ALERT.length, new Stretch(0, 0, 0));
    sink.end(new FlowQuality(true, true, 2, 2, 0, ALERT.length, 0, 0, 0));
    desk.ended(passed(OptionalInt.of(stream)));
  }

  private static Passed passed(OptionalInt stream) {
    return new Passed(
        stream, END, Optional.of(END), Instant.EPOCH, Duration.ZERO, 0, ALERT.length, Ending.SERVER_CLOSED, "");
  }

  private static Diagnosis diagnosis(Conversation said) {
    Verdict verdict = said.stream() % 2 == 0 ? Verdict.HEALTHY : Verdict.CAUSE_FOUND;
    return new Diagnosis(verdict,
        List.of(new ConnectionDiagnosis(Optional.of(said), "stack " + said.stream(), Stage.TCP, List.of())), List.of());
  }

  @Test
  void bringsEachConnectionAndWhatItSaidTogether() throws InterruptedException {
    TapDesk desk = new TapDesk(TapDeskTest::diagnosis, told::add, trouble -> {});
    for (int stream = 0; stream < 3; stream++) {
      pass(desk, stream);
    }
    desk.ended(passed(OptionalInt.empty()));
    assertTrue(desk.finish(Duration.ofSeconds(5)));
    assertEquals(4, told.size());
    for (int stream = 0; stream < 3; stream++) {
      Conversation said = told.get(stream).conversation().orElseThrow();
      assertEquals(stream, said.stream());
      assertEquals(Optional.of("alert handshake_failure (40)"), LastWords.of(said, Side.SERVER));
      assertEquals(Optional.empty(), LastWords.of(said, Side.CLIENT));
      assertEquals("stack " + stream,
          told.get(stream).diagnosis().orElseThrow().connections().get(0).stack());
    }
    assertTrue(told.get(3).conversation().isEmpty() && told.get(3).diagnosis().isEmpty());
  }

  @Test
  void neverMakesTheTapWait() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    TapDesk desk = new TapDesk(TapDeskTest::diagnosis, ended -> await(slow), trouble -> {});
    for (int stream = 0; stream < 1000; stream++) {
      pass(desk, stream);
    }
    assertEquals(1000, desk.untold());
    assertFalse(desk.finish(Duration.ofMillis(100)));
    slow.countDown();
    assertTrue(desk.finish(Duration.ofSeconds(5)));
    assertTrue(desk.untold() >= 1000 - 257 && desk.untold() < 1000, desk.untold() + " were not told");
  }

  @Test
  void theTallyCountsAllAndKeepsSome() throws InterruptedException {
    TapTally tally = new TapTally();
    TapDesk desk = new TapDesk(TapDeskTest::diagnosis, tally::add, trouble -> {});
    for (int stream = 0; stream < 240; stream++) {
      pass(desk, stream);
    }
    desk.ended(passed(OptionalInt.empty()));
    assertTrue(desk.finish(Duration.ofSeconds(5)));
    assertEquals(241, tally.connections());
    assertEquals(0, desk.untold());
    assertEquals(120, tally.healthy());
    assertEquals(241L * ALERT.length, tally.bytes());
    assertEquals(120, tally.kept().size());
    assertEquals(100, tally.kept().stream().filter(said -> said.stream() % 2 == 1).count());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
