package dev.plumbline.mqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Normative;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.UnsubAck;
import dev.plumbline.mqtt.Unsubscribe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages and requests on one connection: who answers what, in which order, under which identifier. */
class DeliveryTest {
  private static final List<Subscription> TWO_FILTERS = List.of(
      new Subscription(TopicFilter.of("a"), QoS.AT_LEAST_ONCE),
      new Subscription(TopicFilter.of("b"), QoS.AT_MOST_ONCE));

  private final FarEnd far = FarEnd.accepted();

  DeliveryTest() {
    far.events();
  }

  @Test
  @Normative("MQTT-4.3.1-1")
  void atQos0AMessageIsSentOnceWithoutDupOrIdentifier() {
    far.publish("m", QoS.AT_MOST_ONCE);
    assertEquals(List.of(FarEnd.message("m", QoS.AT_MOST_ONCE, 0)), far.received());
    assertEquals(List.of(), far.received());
  }

  @Test
  @Normative("MQTT-4.3.2-1")
  void atQos1AMessageIsInFlightUntilPuback() {
    long number = far.publish("m", QoS.AT_LEAST_ONCE);
    assertEquals(List.of(FarEnd.message("m", QoS.AT_LEAST_ONCE, 1)), far.received());
    assertEquals(List.of(), far.events());
    far.send(new PubAck(1));
    assertEquals(List.of(new SessionEvent.Published(number, 1, QoS.AT_LEAST_ONCE)), far.events());
    assertEquals(List.of(), far.received());
  }

  @Test
  @Normative({"MQTT-4.3.3-1", "MQTT-2.3.1-6"})
  void atQos2AMessageTakesFourPacketsWithOneIdentifier() {
    long number = far.publish("m", QoS.EXACTLY_ONCE);
    assertEquals(List.of(FarEnd.message("m", QoS.EXACTLY_ONCE, 1)), far.received());
    far.send(new PubRec(1));
    assertEquals(List.of(new PubRel(1)), far.received());
    assertEquals(List.of(), far.events());
    far.send(new PubRec(1));
    assertEquals(List.of(new PubRel(1)), far.received(), "a second PUBREC is answered, nothing is published again");
    far.send(new PubComp(1));
    assertEquals(List.of(new SessionEvent.Published(number, 1, QoS.EXACTLY_ONCE)), far.events());
  }

  @Test
  @Normative({"MQTT-3.3.4-1", "MQTT-2.3.1-6"})
  void aReceivedMessageIsAnsweredByItsQos() {
    far.send(FarEnd.message("0", QoS.AT_MOST_ONCE, 0), FarEnd.message("1", QoS.AT_LEAST_ONCE, 7),
        FarEnd.message("2", QoS.EXACTLY_ONCE, 8));
    assertEquals(List.of(), far.received(), "nothing is acknowledged before the application has it");
    assertEquals(3, far.events().size());
    assertEquals(List.of(new PubAck(7), new PubRec(8)), far.received());
    far.send(new PubRel(8));
    assertEquals(List.of(new PubComp(8)), far.received());
  }

  @Test
  @Normative("MQTT-4.3.2-2")
  void atQos1TheSameIdentifierAgainIsANewMessage() {
    far.send(FarEnd.message("m", QoS.AT_LEAST_ONCE, 7), FarEnd.again("m", QoS.AT_LEAST_ONCE, 7));
    assertEquals(2, far.events().size());
    assertEquals(List.of(new PubAck(7), new PubAck(7)), far.received());
  }

  @Test
  @Normative({"MQTT-4.3.3-2", "MQTT-4.5.0-2"})
  void atQos2TheSameIdentifierIsDeliveredOnceUntilItIsReleased() {
    Publish first = FarEnd.message("m", QoS.EXACTLY_ONCE, 8);
    far.send(first, FarEnd.again("m", QoS.EXACTLY_ONCE, 8));
    assertEquals(List.of(new SessionEvent.MessageReceived(first)), far.events());
    assertEquals(List.of(new PubRec(8), new PubRec(8)), far.received(), "what is not delivered is answered too");
    far.send(new PubRel(8), new PubRel(8));
    assertEquals(List.of(new PubComp(8), new PubComp(8)), far.received());
    Publish next = FarEnd.message("n", QoS.EXACTLY_ONCE, 8);
    far.send(next);
    assertEquals(List.of(new SessionEvent.MessageReceived(next)), far.events());
  }

  @Test
  @Normative({"MQTT-4.6.0-2", "MQTT-4.6.0-3", "MQTT-4.6.0-4"})
  void answersInTheOrderOfWhatTheyAnswer() {
    far.send(FarEnd.message("a", QoS.AT_LEAST_ONCE, 9), FarEnd.message("b", QoS.EXACTLY_ONCE, 5),
        FarEnd.message("c", QoS.AT_LEAST_ONCE, 3), FarEnd.message("d", QoS.EXACTLY_ONCE, 2));
    far.events();
    assertEquals(List.of(new PubAck(9), new PubRec(5), new PubAck(3), new PubRec(2)), far.received());
    for (String text : List.of("x", "y", "z")) {
      far.publish(text, QoS.EXACTLY_ONCE);
    }
    far.received();
    far.send(new PubRec(3), new PubRec(1), new PubRec(2));
    assertEquals(List.of(new PubRel(3), new PubRel(1), new PubRel(2)), far.received());
  }

  @Test
  void keepsTheWindowAndTheOrderOfMessages() {
    for (String text : List.of("a", "b", "c", "d")) {
      far.publish(text, QoS.AT_LEAST_ONCE);
    }
    far.publish("e", QoS.AT_MOST_ONCE);
    assertEquals(3, far.received().size());
    far.send(new PubAck(2));
    assertEquals(List.of(FarEnd.message("d", QoS.AT_LEAST_ONCE, 4), FarEnd.message("e", QoS.AT_MOST_ONCE, 0)),
        far.received());
  }

  @Test
  @Normative({"MQTT-2.3.1-2", "MQTT-2.3.1-3"})
  void neverGivesOutAnIdentifierThatIsInUse() {
    int subscribe = far.session.subscribe(TWO_FILTERS);
    far.publish("stays", QoS.EXACTLY_ONCE);
    far.received();
    far.send(new PubRec(2));
    Set<Integer> inUse = Set.of(subscribe, 2);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 70_000; i++) {
      far.publish("m", QoS.AT_LEAST_ONCE);
      List<MqttPacket> sent = far.received();
      Publish publish = (Publish) sent.get(sent.size() - 1);
      assertTrue(!inUse.contains(publish.packetId()), () -> "identifier " + publish.packetId());
      seen.add(publish.packetId());
      far.send(new PubAck(publish.packetId()));
      far.session.poll();
    }
    assertEquals(65_533, seen.size(), "all the others have been used");
  }

  @Test
  void refusesARequestWhenEveryIdentifierIsInUse() {
    PacketIds ids = new PacketIds();
    for (int i = 1; i <= 65_535; i++) {
      assertEquals(i, ids.next());
      ids.use(i);
    }
    Requests requests = new Requests(ids);
    assertThrows(IllegalStateException.class, () -> requests.subscribe(TWO_FILTERS));
    ids.free(77);
    assertEquals(77, requests.subscribe(TWO_FILTERS).packetId());
  }

  @Test
  void aRequestThatIsRefusedUsesNoIdentifier() {
    assertThrows(IllegalArgumentException.class, () -> far.session.subscribe(List.of()));
    assertThrows(IllegalArgumentException.class, () -> far.session.unsubscribe(List.of()));
    assertEquals(1, far.session.subscribe(TWO_FILTERS));
  }

  @Test
  @Normative({"MQTT-3.9.3-1", "MQTT-2.3.1-1", "MQTT-3.8.3-3"})
  void tellsWhatWasGrantedForEachFilterInTheOrderOfTheRequest() {
    int id = far.session.subscribe(TWO_FILTERS);
    assertEquals(List.of(new Subscribe(id, TWO_FILTERS)), far.received());
    List<SubAckReturnCode> codes = List.of(SubAckReturnCode.FAILURE, SubAckReturnCode.MAXIMUM_QOS_0);
    far.send(new SubAck(id, codes));
    assertEquals(List.of(new SessionEvent.Subscribed(id, TWO_FILTERS, codes)), far.events());
  }

  @Test
  @Normative("MQTT-3.10.3-2")
  void tellsWhichFiltersWereUnsubscribed() {
    List<TopicFilter> filters = List.of(TopicFilter.of("a"), TopicFilter.of("b"));
    int id = far.session.unsubscribe(filters);
    assertEquals(List.of(new Unsubscribe(id, filters)), far.received());
    far.send(new UnsubAck(id));
    assertEquals(List.of(new SessionEvent.Unsubscribed(id, filters)), far.events());
  }

  @Test
  void refusesAnswersToRequestsThatWereNotMade() {
    assertEquals(MqttFault.SUBACK_UNASKED,
        far.faultOn(new SubAck(4, List.of(SubAckReturnCode.FAILURE)).encode()));
    assertEquals(MqttFault.UNSUBACK_UNASKED, FarEnd.accepted().faultOn(new UnsubAck(4).encode()));
    FarEnd other = FarEnd.accepted();
    int id = other.session.subscribe(TWO_FILTERS);
    assertEquals(MqttFault.SUBACK_RETURN_CODE_COUNT,
        other.faultOn(new SubAck(id, List.of(SubAckReturnCode.FAILURE)).encode()));
  }

  @Test
  void refusesAnAnswerOfTheWrongKind() {
    assertEquals(MqttFault.ANSWER_OF_WRONG_KIND, publishedThen(QoS.EXACTLY_ONCE).faultOn(new PubAck(1).encode()));
    assertEquals(MqttFault.ANSWER_OF_WRONG_KIND, publishedThen(QoS.AT_LEAST_ONCE).faultOn(new PubRec(1).encode()));
    assertEquals(MqttFault.ANSWER_OF_WRONG_KIND, publishedThen(QoS.EXACTLY_ONCE).faultOn(new PubComp(1).encode()));
    FarEnd released = publishedThen(QoS.EXACTLY_ONCE);
    released.send(new PubRec(1));
    assertEquals(MqttFault.ANSWER_OF_WRONG_KIND, released.faultOn(new PubAck(1).encode()));
  }

  private static FarEnd publishedThen(QoS qos) {
    FarEnd far = FarEnd.accepted();
    far.publish("m", qos);
    far.received();
    return far;
  }

  @Test
  void toleratesAnswersFromAServerThatRemembersMoreThanWe() {
    far.send(new PubAck(5), new PubRec(6), new PubComp(7));
    assertEquals(List.of(new SessionEvent.Unmatched(new PubAck(5)), new SessionEvent.Unmatched(new PubRec(6)),
        new SessionEvent.Unmatched(new PubComp(7))), far.events());
    assertEquals(List.of(new PubRel(6)), far.received(), "so that the server can forget it");
  }
}
