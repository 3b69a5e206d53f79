package dev.plumbline.mqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Normative;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What survives a connection, and what is sent again on the next one. */
class ReconnectionTest {
  private final SessionState state = new SessionState("c");

  private FarEnd connect(boolean cleanSession, boolean sessionPresent) {
    FarEnd far = FarEnd.accepted(cleanSession, state, sessionPresent);
    return far;
  }

  @Test
  @Normative({"MQTT-4.4.0-1", "MQTT-3.3.1-1", "MQTT-2.3.1-3", "MQTT-4.6.0-1", "MQTT-3.1.2-4", "MQTT-4.1.0-1"})
  void redeliversWhatWasNotAcknowledgedInItsOrderWithDupAndItsIdentifiers() {
    FarEnd first = connect(false, false);
    first.publish("a", QoS.AT_LEAST_ONCE);
    first.publish("b", QoS.EXACTLY_ONCE);
    first.publish("c", QoS.AT_LEAST_ONCE);
    first.publish("d", QoS.AT_LEAST_ONCE);
    first.received();
    first.send(new PubAck(1));
    first.received();
    first.session.close();
    FarEnd second = connect(false, true);
    assertEquals(List.of(FarEnd.again("b", QoS.EXACTLY_ONCE, 2), FarEnd.again("c", QoS.AT_LEAST_ONCE, 3),
        FarEnd.again("d", QoS.AT_LEAST_ONCE, 4)), second.received());
    second.send(new PubAck(3), new PubAck(4), new PubRec(2));
    assertEquals(List.of(new PubRel(2)), second.received());
  }

  @Test
  @Normative({"MQTT-4.4.0-1", "MQTT-4.3.3-1", "MQTT-4.6.0-4"})
  void releasesAgainInTheOrderOfThePubrecsAndPublishesNothingThatWasReleased() {
    FarEnd first = connect(false, false);
    for (String text : List.of("a", "b", "c")) {
      first.publish(text, QoS.EXACTLY_ONCE);
    }
    first.received();
    first.send(new PubRec(3), new PubRec(1));
    first.session.close();
    FarEnd second = connect(false, true);
    assertEquals(List.of(new PubRel(3), new PubRel(1), FarEnd.again("b", QoS.EXACTLY_ONCE, 2)), second.received());
    second.send(new PubComp(3), new PubComp(1));
    assertEquals(1, state.inFlight());
  }

  @Test
  void aMessageThatWasNeverAttemptedIsNotADuplicate() {
    FarEnd first = connect(false, false);
    for (String text : List.of("a", "b", "c", "d")) {
      first.publish(text, QoS.AT_LEAST_ONCE);
    }
    first.session.transmit(ByteBuffer.allocate(3), 0);
    first.session.close();
    FarEnd second = connect(false, true);
    assertEquals(List.of(FarEnd.again("a", QoS.AT_LEAST_ONCE, 1), FarEnd.message("b", QoS.AT_LEAST_ONCE, 2),
        FarEnd.message("c", QoS.AT_LEAST_ONCE, 3)), second.received());
    assertEquals(1, state.waiting());
  }

  @Test
  void anAnswerThatComesBeforeTheRedeliveryMakesItUnnecessary() {
    FarEnd first = connect(false, false);
    first.publish("a", QoS.AT_LEAST_ONCE);
    first.received();
    first.session.close();
    FarEnd second = connect(false, true);
    second.send(new PubAck(1));
    assertEquals(List.of(), second.received());
  }

  @Test
  @Normative({"MQTT-4.3.3-2", "MQTT-4.1.0-1"})
  void remembersAcrossConnectionsWhatWasDeliveredAtQos2() {
    FarEnd first = connect(false, false);
    first.send(FarEnd.message("m", QoS.EXACTLY_ONCE, 8));
    assertEquals(2, first.events().size());
    first.session.close();
    FarEnd second = connect(false, true);
    second.send(FarEnd.again("m", QoS.EXACTLY_ONCE, 8));
    assertEquals(List.of(new SessionEvent.Connected(true)), second.events());
    assertEquals(List.of(new PubRec(8)), second.received());
  }

  @Test
  void aMessageThatTheApplicationTakesAfterTheConnectionIsLostIsDeliveredOnce() {
    FarEnd first = connect(false, false);
    first.send(FarEnd.message("m", QoS.EXACTLY_ONCE, 8));
    first.session.close();
    assertEquals(2, first.events().size());
    FarEnd second = connect(false, true);
    second.send(FarEnd.again("m", QoS.EXACTLY_ONCE, 8));
    assertEquals(List.of(new SessionEvent.Connected(true)), second.events());
  }

  @Test
  void anIdentifierIsNewAgainWhenTheServerHasForgottenTheSession() {
    FarEnd first = connect(false, false);
    first.send(FarEnd.message("m", QoS.EXACTLY_ONCE, 8));
    first.events();
    first.session.close();
    FarEnd second = connect(false, false);
    second.send(FarEnd.message("another", QoS.EXACTLY_ONCE, 8));
    assertEquals(2, second.events().size());
  }

  @Test
  @Normative("MQTT-3.1.2-6")
  void aCleanSessionBeginsWithNothingAndSaysWhatItForgets() {
    FarEnd first = connect(false, false);
    for (String text : List.of("a", "b", "c", "d")) {
      first.publish(text, QoS.EXACTLY_ONCE);
    }
    first.received();
    first.send(new PubRec(2), FarEnd.message("m", QoS.EXACTLY_ONCE, 8));
    first.events();
    first.session.close();
    FarEnd second = connect(true, false);
    assertEquals(List.of(FarEnd.message("d", QoS.EXACTLY_ONCE, 4)), second.received(),
        "only what was never sent");
    second.send(FarEnd.message("n", QoS.EXACTLY_ONCE, 8));
    assertEquals(List.of(new SessionEvent.Discarded(2), new SessionEvent.Discarded(1), new SessionEvent.Discarded(3),
        new SessionEvent.Connected(false),
        new SessionEvent.MessageReceived(FarEnd.message("n", QoS.EXACTLY_ONCE, 8))), second.events());
  }

  @Test
  @Normative({"MQTT-3.1.2-6", "MQTT-4.1.0-2"})
  void aCleanSessionLastsAsLongAsItsConnectionAndLeavesNothing() {
    FarEnd first = connect(true, false);
    first.publish("a", QoS.AT_LEAST_ONCE);
    first.received();
    assertEquals(1, state.inFlight(), "kept while the connection lasts");
    first.session.close();
    FarEnd second = connect(false, false);
    assertEquals(List.of(), second.received());
    assertEquals(List.of(new SessionEvent.Discarded(1), new SessionEvent.Connected(false)), second.events());
  }

  @Test
  void unansweredRequestsEndWithTheirConnectionAndGiveTheirIdentifiersBack() {
    FarEnd first = connect(false, false);
    first.session.subscribe(List.of(new Subscription(TopicFilter.of("#"), QoS.AT_MOST_ONCE)));
    first.session.unsubscribe(List.of(TopicFilter.of("#")));
    first.received();
    first.session.close();
    assertEquals(List.of(), connect(false, true).received());
    for (int i = 3; i <= 0xFFFF; i++) {
      state.packetIds().use(i);
    }
    assertEquals(1, state.packetIds().next());
  }

  @Test
  void tenThousandQueuedMessagesLeaveInOrder() {
    FarEnd far = connect(false, false);
    for (int i = 0; i < 10_000; i++) {
      far.publish("m" + i, QoS.AT_LEAST_ONCE);
    }
    int next = 0;
    for (List<MqttPacket> sent = far.received(); !sent.isEmpty(); sent = far.received()) {
      for (MqttPacket packet : sent) {
        int id = next % 0xFFFF + 1;
        assertEquals(FarEnd.message("m" + next++, QoS.AT_LEAST_ONCE, id), packet);
        far.send(new PubAck(id));
      }
    }
    assertEquals(10_000, next);
    assertEquals(10_001, far.events().size());
    assertEquals(0, state.inFlight() + state.waiting());
  }
}
