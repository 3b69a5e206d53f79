package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Subscribe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sessions of real stacks. What is asserted of single cases was compared by hand with what tshark shows. */
class RealCaptureTest {
  @Test
  void opensEverythingForWhichThereIsASecret() throws Exception {
    int opened = 0;
    for (Path folder : Captures.all()) {
      for (Conversation each : Captures.read(folder)) {
        assertFalse(each.keys() == Conversation.Keys.MISFIT, folder + " " + each.stream());
        if (each.keys() == Conversation.Keys.FIT) {
          opened++;
          assertTrue(each.all(Event.Record.class).allMatch(one -> one.plaintextLength() >= 0), folder.toString());
          assertTrue(each.all(Event.ApplicationData.class).allMatch(one -> one.plaintext().isPresent()));
        }
      }
    }
    assertTrue(opened >= 28, opened + " connections were opened");
  }

  @Test
  void readsEveryCaptureAlikeByteByByte() throws Exception {
    for (Path folder : Captures.all()) {
      Tape whole = new Tape();
      Captures.play(folder, whole);
      Tape bytes = whole.with(RealCaptureTest::singly);
      assertEquals(
          Rendering.of(whole.conversations(Captures.keys(folder))),
          Rendering.of(bytes.conversations(Captures.keys(folder))),
          folder.toString());
    }
  }

  private static List<Tape.Call> singly(List<Tape.Call> calls) {
    List<Tape.Call> pieces = new ArrayList<>();
    for (Tape.Call call : calls) {
      if (call instanceof Tape.Data data) {
        Stretch where = data.where();
        for (int i = 0; i < data.bytes().length; i++) {
          Stretch here = new Stretch(where.frame(), where.offset() + i, where.nanos());
          pieces.add(new Tape.Data(data.stream(), data.from(), new byte[] {data.bytes()[i]}, here));
        }
      } else {
        pieces.add(call);
      }
    }
    return pieces;
  }

  @Test
  void readsAWholeSessionUnderGcmAndUnderCbc() throws Exception {
    for (String name : List.of("netx-ecdsa-healthy", "netx-rsa-key-exchange-healthy", "netx-cbc-healthy")) {
      Conversation session = only(name);
      assertEquals("C1 S2 C8 S9 C3 S4 C14", packets(session), name);
      assertTrue(session.all(Event.Mqtt.class).allMatch(one -> one.problem().isEmpty()), name);
      assertEquals(List.of(0, 0), session.all(Event.Alert.class).map(Event.Alert::description).toList(), name);
    }
  }

  @Test
  void readsRefusalOfAPassword() throws Exception {
    Conversation session = only("mosquitto-pub-bad-password");
    Event.Mqtt answered = session.all(Event.Mqtt.class, Side.SERVER).findFirst().orElseThrow();
    ConnAck answer = (ConnAck) answered.packet().orElseThrow();
    assertEquals(ConnectReturnCode.NOT_AUTHORIZED, answer.returnCode());
    ConnectView connect = connect(session);
    assertTrue(connect.complete() && connect.password().isPresent());
  }

  @Test
  void namesTheStatementThatAPasswordWithoutUserNameBreaks() throws Exception {
    Conversation session = only("bearssl-password-without-username");
    Event.Mqtt sent = session.all(Event.Mqtt.class, Side.CLIENT).findFirst().orElseThrow();
    assertEquals(Optional.of("MQTT-3.1.2-22"), sent.statement());
    ConnectView connect = connect(session);
    assertTrue(connect.passwordFlag() && !connect.userNameFlag() && connect.complete());
    assertEquals("pump-17", connect.clientIdText());
    assertTrue(connect.password().isPresent());
    assertFalse(connect.toString().contains(new String(connect.password().get())));
  }

  @Test
  void readsASubscribeWithWrongFlagsAndSaysSo() throws Exception {
    Event.Mqtt sent =
        only("mbedtls-subscribe-flags").all(Event.Mqtt.class, Side.CLIENT).reduce((a, b) -> b).orElseThrow();
    assertEquals(Optional.of("MQTT-3.8.1-1"), sent.statement());
    Subscribe subscribe = (Subscribe) sent.packet().orElseThrow();
    assertEquals("a/b", subscribe.subscriptions().get(0).topicFilter().toString());
  }

  @Test
  void showsTheBytesOfAUserNameThatIsNoText() throws Exception {
    Conversation session = only("netx-username-cut");
    Event.Mqtt sent = session.all(Event.Mqtt.class, Side.CLIENT).findFirst().orElseThrow();
    assertEquals(Optional.of("MQTT-1.5.3-1"), sent.statement());
    ConnectView connect = connect(session);
    assertTrue(new String(connect.userName().orElseThrow()).startsWith("unus"));
    assertTrue(connect.complete());
  }

  @Test
  void triesEachSecretOfARandomThatCameTwice() throws Exception {
    List<Conversation> both = Captures.read("netx-same-random-twice");
    assertEquals(2, both.size());
    assertTrue(both.stream().allMatch(one -> one.keys() == Conversation.Keys.FIT));
  }

  @Test
  void tellsWhatOfAHelloIsThereWhenItsEndIsMissing() throws Exception {
    Conversation session = only("bearssl-truncated-clienthello");
    assertTrue(session.clientHello().isEmpty());
    assertEquals(43, session.client().unfinishedRecord());
    Event.Handshake hello = session.handshake(Side.CLIENT, 1).orElseThrow();
    assertFalse(hello.complete());
    assertTrue(ClientHelloView.read(hello).orElseThrow().suites().size() > 2);
    List<Event> events = session.events();
    assertTrue(events.indexOf(hello) < events.indexOf(fin(session)), "it came before the FIN");
  }

  private static Event fin(Conversation session) {
    return session.all(Event.Tcp.class).filter(one -> one.signal() == TcpSignal.FIN).findFirst().orElseThrow();
  }

  @Test
  void findsRecordsAgainBehindWhatASnapLengthCut() throws Exception {
    Conversation session = only("capture-snaplen-96");
    assertEquals(Protocol.TLS, session.protocol());
    assertEquals(3, session.client().applicationRecords());
    assertEquals(1, session.server().applicationRecords());
    assertTrue(session.all(Event.Alert.class).noneMatch(Event.Alert::readable));
  }

  @Test
  void recognisesMqttInClear() throws Exception {
    Conversation session = only("mosquitto-pub-plain-on-tls-port");
    assertEquals(Protocol.MQTT, session.protocol());
    assertEquals("C1", packets(session));
  }

  private static Conversation only(String name) throws Exception {
    List<Conversation> all = Captures.read(name);
    assertEquals(1, all.size(), name);
    return all.get(0);
  }

  private static ConnectView connect(Conversation session) {
    Event.Mqtt first = session.all(Event.Mqtt.class, Side.CLIENT).findFirst().orElseThrow();
    return ConnectView.read(first.bytes()).orElseThrow();
  }

  private static String packets(Conversation session) {
    return session
        .all(Event.Mqtt.class)
        .map(one -> (one.from() == Side.CLIENT ? "C" : "S") + one.type())
        .collect(Collectors.joining(" "));
  }
}
