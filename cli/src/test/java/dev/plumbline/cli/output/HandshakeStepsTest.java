package dev.plumbline.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.plumbline.cli.output.HandshakeSteps.Decision;
import dev.plumbline.cli.output.HandshakeSteps.Direction;
import dev.plumbline.cli.output.HandshakeSteps.Step;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.trace.TracePoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeStepsTest {
  private static final Clause CLAUSE = Clause.rfc(5246, "7.3");

  private final List<Step> told = new ArrayList<>();
  private final HandshakeSteps steps = new HandshakeSteps(told::add);

  private void bytes(TracePoint point, int length) {
    steps.bytes(point, new byte[length], 0, length);
  }

  private static Step step(String message, Direction direction, int bytes, String... sentences) {
    return new Step(message, direction, bytes,
        List.of(sentences).stream().map(sentence -> new Decision(CLAUSE, sentence)).toList());
  }

  @Test
  void decisionsBelongToTheMessageBeforeOrAfterItsBytes() {
    steps.decision(TracePoint.CLIENT_HELLO, CLAUSE, "offers");
    bytes(TracePoint.CLIENT_HELLO, 100);
    bytes(TracePoint.SERVER_HELLO, 80);
    steps.decision(TracePoint.SERVER_HELLO, CLAUSE, "chose");
    steps.decision(TracePoint.MASTER_SECRET_SEED, CLAUSE, "seeds");
    assertEquals(List.of(
        step("ClientHello", Direction.SENT, 100, "offers"),
        step("ServerHello", Direction.RECEIVED, 80, "chose", "seeds")), steps.finish());
  }

  @Test
  void tellsAStepWhenTheNextOneBegins() {
    bytes(TracePoint.CLIENT_HELLO, 100);
    assertEquals(List.of(), told);
    bytes(TracePoint.SERVER_HELLO, 80);
    assertEquals(List.of("ClientHello"), told.stream().map(Step::message).toList());
    steps.finish();
    assertEquals(List.of("ClientHello", "ServerHello"), told.stream().map(Step::message).toList());
  }

  @Test
  void twoMessagesOfOneKindAreTwoSteps() {
    bytes(TracePoint.ALERT_RECEIVED, 2);
    bytes(TracePoint.ALERT_RECEIVED, 2);
    assertEquals(2, steps.finish().size());
  }

  @Test
  void finishingTwiceTellsNothingTwice() {
    bytes(TracePoint.CLIENT_HELLO, 100);
    assertEquals(steps.finish(), steps.finish());
    assertEquals(1, told.size());
  }

  @Test
  void whatTheConnectionTracesLaterIsNoStepOfTheHandshake() {
    bytes(TracePoint.SERVER_FINISHED, 16);
    steps.finish();
    bytes(TracePoint.ALERT_RECEIVED, 2);
    steps.decision(TracePoint.ALERT_RECEIVED, CLAUSE, "closes");
    assertFalse(steps.wants(TracePoint.ALERT_RECEIVED));
    assertEquals(List.of("Finished"), steps.finish().stream().map(Step::message).toList());
    assertEquals(1, told.size());
  }

  @Test
  void wantsNoSecret() {
    for (TracePoint point : TracePoint.values()) {
      if (point.secret()) {
        assertFalse(steps.wants(point), point.name());
      }
    }
  }
}
