package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.mqtt.PingReq;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** MQTT in clear, well formed and not. */
class MqttPacketsTest {
  private static final byte[] CONNECT = Session.hex("1013 0004 4d515454 04 02 003c 0007 70756d702d3137");
  private static final byte[] CONNACK = Session.hex("20020000");

  @Test
  void goesOnBehindAMalformedPacket() {
    List<Event.Mqtt> sent =
        packets(Session.open().client(CONNECT, Session.hex("8206 0001 00036161"), Session.hex("c000")));
    assertEquals(Optional.of("MQTT-4.8.0-1"), sent.get(1).statement());
    assertTrue(sent.get(1).problem().isPresent() && sent.get(1).packet().isEmpty());
    assertEquals(new PingReq(), sent.get(2).packet().orElseThrow());
  }

  @Test
  void readsPacketsWhateverTheFrames() {
    Session session = Session.open().client(CONNECT);
    List<Event.Mqtt> sent =
        packets(session.client(Session.hex("30"), Session.hex("05 0003"), Session.hex("612f62c000")));
    assertEquals(List.of(1, 3, 12), sent.stream().map(Event.Mqtt::type).toList());
    Place place = sent.get(1).place();
    assertEquals(new Place(5, 54, 1, 7, 7), place);
    assertEquals(new Place(7, 57, 2, 2, 7), sent.get(2).place());
  }

  @Test
  void tellsOfAPacketThatIsNotComplete() {
    Event.Mqtt last = last(Session.open().client(CONNECT, Session.hex("3010 0003612f62")));
    assertEquals(Optional.of("incomplete: 7 of 18 bytes"), last.problem());
    assertTrue(last.statement().isEmpty());
    assertEquals(18, last.length());
  }

  @Test
  void namesTheStatementOfEachWrongFlag() {
    assertEquals("MQTT-3.8.1-1", statement("8008 0001 0003612f6200"));
    assertEquals("MQTT-3.10.1-1", statement("a007 0001 0003612f62"));
    assertEquals("MQTT-3.6.1-1", statement("6002 0001"));
    assertEquals("MQTT-3.14.1-1", statement("e100"));
    assertEquals("MQTT-2.2.2-2", statement("c100"));
    assertEquals("MQTT-3.3.1-4", statement("3605 0003612f62"));
    assertEquals("MQTT-4.8.0-1", statement("2002 0000"));
  }

  private static String statement(String packet) {
    return last(Session.open().client(CONNECT, Session.hex(packet))).statement().orElseThrow();
  }

  @Test
  void understandsAPacketWhoseHeaderAloneIsWrong() {
    for (String packet : List.of("8008 0001 0003612f6200", "828800 0001 0003612f6200", "e100")) {
      Event.Mqtt last = last(Session.open().client(CONNECT, Session.hex(packet)));
      assertTrue(last.packet().isPresent() && last.statement().isPresent(), packet);
    }
  }

  @Test
  void doesNotCallOtherVersionsMalformed() {
    byte[] five = Session.hex("1014 0004 4d515454 05 02 003c 00 0007 70756d702d3137");
    byte[] three = Session.hex("1015 0006 4d5149736470 03 02 003c 0007 70756d702d3137");
    for (byte[] connect : List.of(five, three)) {
      Event.Mqtt first = last(Session.open().client(connect));
      assertTrue(first.problem().isEmpty() && first.packet().isEmpty());
      assertEquals("pump-17", ConnectView.read(connect).orElseThrow().clientIdText());
    }
    Session session = Session.open().client(five).server(Session.hex("2003000000")).client(Session.hex("f000"));
    assertTrue(packets(session).stream().allMatch(one -> one.problem().isEmpty()));
  }

  @Test
  void stopsWhereALengthSaysNothing() {
    Conversation conversation =
        Session.open().client(CONNECT, Session.hex("30ffffffff 7f112233")).conversation();
    Event.Mqtt last = conversation.all(Event.Mqtt.class).reduce((a, b) -> b).orElseThrow();
    assertEquals(Optional.of("MQTT-4.8.0-1"), last.statement());
    Event.Plain rest = conversation.all(Event.Plain.class).findFirst().orElseThrow();
    assertArrayEquals(Session.hex("7f112233"), rest.bytes());
  }

  @Test
  void findsPacketsAgainBehindALoss() {
    Session session =
        Session.open()
            .client(CONNECT, Session.hex("3010 0003612f62"))
            .missing(Side.CLIENT, 100)
            .client(Session.hex("7f7f7f"), Session.hex("c000"));
    List<Event.Mqtt> sent = packets(session);
    assertEquals(List.of(1, 3, 12), sent.stream().map(Event.Mqtt::type).toList());
    assertTrue(sent.get(1).problem().orElseThrow().contains("not in the capture"));
  }

  @Test
  void doesNotTakeAnAnswerOfAWebServerForPackets() {
    Conversation conversation = Session.open().client(CONNECT).server("HTTP/1.1 400 Bad".getBytes()).conversation();
    assertEquals(Protocol.MQTT, conversation.protocol());
    assertTrue(conversation.all(Event.Mqtt.class, Side.SERVER).findAny().isEmpty());
    assertEquals(1, conversation.all(Event.Plain.class, Side.SERVER).count());
  }

  @Test
  void readsAConnectAsFarAsItGoes() {
    byte[] all =
        Session.hex("1023 0004 4d515454 04 ee 003c 0002 6964 0001 77 0002 7877 0004 75736572 0006 736563726574");
    ConnectView connect = ConnectView.read(all).orElseThrow();
    assertTrue(connect.complete());
    assertEquals("user", connect.userNameText().orElseThrow());
    assertEquals("secret", new String(connect.password().orElseThrow()));
    assertFalse(connect.toString().contains("secret"));
    assertFalse(connect.toString().contains("xw"));
    ConnectView cut = ConnectView.read(Arrays.copyOf(all, all.length - 10)).orElseThrow();
    assertFalse(cut.complete());
    assertEquals("us", cut.userNameText().orElseThrow());
    assertTrue(cut.passwordFlag() && cut.password().isEmpty());
    assertTrue(ConnectView.read(CONNACK).isEmpty());
  }

  @Test
  void tellsAPacketThatWasNeverFinishedFromOneThatIsLost() {
    assertTrue(last(Session.open().client(CONNECT, Session.hex("3010 0003612f62"))).unfinished());
    Session lost = Session.open().client(CONNECT, Session.hex("3010 0003612f62")).missing(Side.CLIENT, 9);
    assertFalse(last(lost).unfinished());
    assertFalse(last(Session.open().client(CONNECT)).unfinished());
  }

  @Test
  void whatNoPacketBeginsWithIsNoPacketThatWasCut() {
    Event.Mqtt text = last(Session.open().client(CONNECT, "hello".getBytes()));
    assertEquals(Optional.of("MQTT-2.2.2-2"), text.statement());
    assertTrue(text.problem().orElseThrow().startsWith("no packet begins so"), text::toString);
  }

  @Test
  void connectComesOnce() {
    List<Event.Mqtt> sent = packets(Session.open().client(CONNECT, CONNECT));
    assertTrue(sent.get(0).statement().isEmpty());
    assertEquals(Optional.of("MQTT-3.1.0-2"), sent.get(1).statement());
    assertTrue(sent.get(1).packet().isPresent());
  }

  @Test
  void anEmptyClientIdNeedsACleanSession() {
    assertEquals(Optional.of("MQTT-3.1.3-7"), last(connect("04 00 003c 0000")).statement());
    assertTrue(last(connect("04 02 003c 0000")).statement().isEmpty());
  }

  @Test
  void namesTheFlagThatThePayloadDoesNotFit() {
    assertEquals(Optional.of("MQTT-3.1.2-9"), last(connect("04 06 003c 0001 61")).statement());
    assertEquals(Optional.of("MQTT-3.1.2-9"), last(connect("04 06 003c 0001 61 0001 74")).statement());
    assertEquals(Optional.of("MQTT-3.1.2-18"), last(connect("04 02 003c 0001 61 0003 626f62")).statement());
    assertEquals(Optional.of("MQTT-3.1.2-19"), last(connect("04 82 003c 0001 61")).statement());
    assertEquals(Optional.of("MQTT-3.1.2-20"), last(connect("04 82 003c 0001 61 0001 75 0001 70")).statement());
    assertEquals(Optional.of("MQTT-3.1.2-21"), last(connect("04 c2 003c 0001 61 0001 75")).statement());
    assertEquals(Optional.of("MQTT-4.8.0-1"), last(connect("04 c2 003c 0001 61 0001 75 0009 70")).statement());
    assertEquals(Optional.of("MQTT-4.8.0-1"), last(connect("04 02 003c 0001 61 7f")).statement());
  }

  /** A CONNECT with the protocol name, and this behind it. */
  private static Session connect(String rest) {
    byte[] body = Session.hex("0004 4d515454" + rest);
    byte[] packet = new byte[2 + body.length];
    packet[0] = 0x10;
    packet[1] = (byte) body.length;
    System.arraycopy(body, 0, packet, 2, body.length);
    return Session.open().client(packet);
  }

  private static List<Event.Mqtt> packets(Session session) {
    return session.conversation().all(Event.Mqtt.class).toList();
  }

  private static Event.Mqtt last(Session session) {
    List<Event.Mqtt> all = packets(session);
    return all.get(all.size() - 1);
  }
}
