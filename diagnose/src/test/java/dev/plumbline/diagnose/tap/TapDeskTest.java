package dev.plumbline.diagnose.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
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

  private final List<EndedConnection> told = new CopyOnWriteArrayList<>();

  private static Conversation conversation(int stream) {
    return new Conversation(stream, END, END, Protocol.SILENT, new FlowQuality(true, true, 1, 1, 0, 0, 0, 0, 0),
        List.of(), 0, new Conversation.Traffic(0, 0, 0, 0, 0), new Conversation.Traffic(0, 0, 0, 0, 0));
  }

  private static Passed passed(OptionalInt stream) {
    return new Passed(stream, END, Optional.of(END), Instant.EPOCH, Duration.ZERO, 0, 0, Ending.CLIENT_CLOSED, "");
  }

  private static ConnectionDiagnosis diagnosis(Conversation said) {
    return new ConnectionDiagnosis(Optional.of(said), "stack " + said.stream(), Stage.TCP, List.of());
  }

  @Test
  void bringsEachConnectionAndWhatItSaidTogether() throws InterruptedException {
    TapDesk desk = new TapDesk(Optional.of(TapDeskTest::diagnosis), told::add, trouble -> {});
    for (int stream = 0; stream < 3; stream++) {
      desk.heard(conversation(stream));
      desk.ended(passed(OptionalInt.of(stream)));
    }
    desk.ended(passed(OptionalInt.empty()));
    assertTrue(desk.finish(Duration.ofSeconds(5)));
    assertEquals(4, told.size());
    for (int stream = 0; stream < 3; stream++) {
      assertEquals(stream, told.get(stream).conversation().orElseThrow().stream());
      assertEquals("stack " + stream, told.get(stream).diagnosis().orElseThrow().stack());
    }
    assertTrue(told.get(3).conversation().isEmpty() && told.get(3).diagnosis().isEmpty());
  }

  @Test
  void neverMakesTheTapWait() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    TapDesk desk = new TapDesk(Optional.empty(), ended -> await(slow), trouble -> {});
    for (int stream = 0; stream < 1000; stream++) {
      desk.heard(conversation(stream));
      desk.ended(passed(OptionalInt.of(stream)));
    }
    assertTrue(desk.leftOut() >= 1000 - 257 && desk.leftOut() < 1000, "left out " + desk.leftOut());
    assertFalse(desk.finish(Duration.ofMillis(100)));
    slow.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
