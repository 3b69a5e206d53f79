package dev.plumbline.mqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Disconnect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Normative;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.mqtt.PingResp;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.Will;
import dev.plumbline.mqtt.Wire;
import dev.plumbline.mqtt.session.MqttClientSession.Phase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How a connection begins, stays alive, and ends. */
class ConnectionTest {
  private static final byte[] ACCEPTED = new ConnAck(false, ConnectReturnCode.ACCEPTED).encode();

  @Test
  @Normative("MQTT-3.1.0-1")
  void connectIsTheFirstPacketAndTheOnlyOneUntilTheServerAccepts() {
    Connect connect = Connect.as("c")
        .withWill(new Will(FarEnd.TOPIC, Payload.ofText("gone"), QoS.AT_LEAST_ONCE, true))
        .withCredentials("u", Password.copyOf("p".toCharArray()));
    FarEnd far = new FarEnd(connect, new SessionState("c"));
    far.publish("m", QoS.AT_MOST_ONCE);
    int id = far.session.subscribe(List.of(new Subscription(TopicFilter.of("#"), QoS.AT_MOST_ONCE)));
    assertEquals(List.of(connect), far.received());
    assertEquals(List.of(), far.received());
    far.send(new ConnAck(false, ConnectReturnCode.ACCEPTED));
    List<MqttPacket> then = far.received();
    assertEquals(id, ((Subscribe) then.get(0)).packetId());
    assertEquals(FarEnd.message("m", QoS.AT_MOST_ONCE, 0), then.get(1));
    assertEquals(List.of(new SessionEvent.Connected(false), new SessionEvent.Published(1, 0, QoS.AT_MOST_ONCE)),
        far.events());
  }

  @ParameterizedTest
  @EnumSource(value = ConnectReturnCode.class, mode = Mode.EXCLUDE, names = "ACCEPTED")
  void aRefusalIsAnEventAndClosesTheConnection(ConnectReturnCode code) {
    FarEnd far = new FarEnd(Connect.as("c"), new SessionState("c"));
    far.received();
    far.send(new ConnAck(false, code));
    assertEquals(List.of(new SessionEvent.Refused(code)), far.events());
    assertEquals(Phase.CLOSED, far.session.phase());
    assertThrows(IllegalStateException.class, () -> far.publish("m", QoS.AT_MOST_ONCE));
  }

  @Test
  @Normative("MQTT-3.2.0-1")
  void anythingButConnackFirstIsAViolation() {
    FarEnd far = new FarEnd(Connect.as("c"), new SessionState("c"));
    far.received();
    assertEquals(MqttFault.CONNACK_NOT_FIRST, far.faultOn(new PingResp().encode()));
    assertEquals(Phase.CLOSED, far.session.phase());
  }

  @Test
  void aSecondConnackIsAViolation() {
    assertEquals(MqttFault.CONNACK_NOT_FIRST, FarEnd.accepted().faultOn(ACCEPTED));
  }

  @Test
  void aStoredSessionInAnswerToACleanOneIsAViolation() {
    FarEnd far = new FarEnd(Connect.as("c"), new SessionState("c"));
    far.received();
    assertEquals(MqttFault.SESSION_PRESENT_AFTER_CLEAN,
        far.faultOn(new ConnAck(true, ConnectReturnCode.ACCEPTED).encode()));
  }

  @Test
  @Normative("MQTT-3.1.3-7")
  void anEmptyClientIdentifierNeedsACleanSession() {
    SessionState state = new SessionState("");
    Wire.assertRefused(MqttFault.EMPTY_CLIENT_ID_KEEPS_SESSION,
        () -> new FarEnd(Connect.as("").withCleanSession(false), state));
    assertEquals(List.of(Connect.as("")), new FarEnd(Connect.as(""), state).received());
  }

  @Test
  @Normative("MQTT-3.1.3-2")
  void theStateOfOneClientIsNotForAnother() {
    SessionState state = new SessionState("c");
    assertThrows(IllegalArgumentException.class, () -> new FarEnd(Connect.as("d"), state));
  }

  @Test
  @Normative({"MQTT-4.8.0-1", "MQTT-2.2.2-2", "MQTT-3.3.1-4"})
  void aViolationClosesTheConnectionWithoutAnotherWord() {
    for (byte[] violation : List.of(new byte[] {(byte) 0xD1}, new byte[] {0x36}, new byte[] {(byte) 0xC0},
        new PubAck(1).encode())) {
      FarEnd far = FarEnd.accepted();
      far.publish("m", QoS.EXACTLY_ONCE);
      far.received();
      far.publish("n", QoS.AT_MOST_ONCE);
      far.faultOn(violation);
      assertEquals(Phase.CLOSED, far.session.phase());
      assertEquals(List.of(), far.received());
      assertEquals(Long.MAX_VALUE / 1_000_000, far.millisToDeadline());
    }
  }

  @Test
  @Normative("MQTT-4.8.0-2")
  void aPacketThatIsTooLargeForUsClosesTheConnection() {
    FarEnd far = FarEnd.accepted();
    assertEquals(MqttFault.PACKET_TOO_LARGE, far.faultOn(new byte[] {0x30, (byte) 0x80, 0x50}));
    assertEquals(Phase.CLOSED, far.session.phase());
  }

  @Test
  void whatCameBeforeAViolationCanStillBePolled() {
    FarEnd far = FarEnd.accepted();
    far.events();
    byte[] good = FarEnd.message("m", QoS.AT_MOST_ONCE, 0).encode();
    byte[] both = new byte[good.length + 1];
    System.arraycopy(good, 0, both, 0, good.length);
    assertEquals(MqttFault.FORBIDDEN_PACKET_TYPE, far.faultOn(both));
    assertEquals(List.of(new SessionEvent.MessageReceived(FarEnd.message("m", QoS.AT_MOST_ONCE, 0))), far.events());
  }

  @Test
  @Normative({"MQTT-3.14.4-1", "MQTT-3.14.4-2"})
  void nothingFollowsDisconnectButTheEndOfTheConnection() {
    FarEnd far = FarEnd.accepted();
    far.send(FarEnd.message("m", QoS.AT_LEAST_ONCE, 9), FarEnd.message("n", QoS.AT_LEAST_ONCE, 10));
    far.session.poll();
    far.session.poll();
    far.session.disconnect();
    assertEquals(Phase.DISCONNECTING, far.session.phase());
    far.events();
    assertThrows(IllegalStateException.class, () -> far.publish("x", QoS.AT_MOST_ONCE));
    far.send(FarEnd.message("o", QoS.AT_LEAST_ONCE, 11));
    assertEquals(List.of(new PubAck(9), new Disconnect()), far.received());
    assertEquals(Phase.CLOSED, far.session.phase());
    assertEquals(List.of(), far.received());
    assertEquals(List.of(), far.events());
  }

  @Test
  void aConnectionThatSentNothingDisconnectsInSilence() {
    FarEnd far = new FarEnd(Connect.as("c"), new SessionState("c"));
    far.session.disconnect();
    assertEquals(Phase.CLOSED, far.session.phase());
    assertEquals(List.of(), far.received());
  }

  @Test
  @Normative("MQTT-3.1.2-23")
  void pingsBeforeTheKeepAliveIsOver() throws MqttException {
    FarEnd far = FarEnd.accepted();
    assertEquals(30_000, far.millisToDeadline(), "three quarters of 40 seconds");
    far.pass(29_999);
    far.tick();
    assertEquals(List.of(), far.received());
    far.pass(1);
    assertEquals(0, far.millisToDeadline());
    far.tick();
    far.tick();
    assertEquals(List.of(new PingReq()), far.received());
    assertEquals(5_000, far.millisToDeadline(), "the server owes PINGRESP");
    far.send(new PingResp());
    assertEquals(30_000, far.millisToDeadline());
    far.pass(20_000);
    far.publish("m", QoS.AT_MOST_ONCE);
    far.received();
    assertEquals(30_000, far.millisToDeadline(), "any packet counts");
  }

  @Test
  void neverPingsWithoutAKeepAlive() throws MqttException {
    FarEnd far = new FarEnd(Connect.as("c").withKeepAlive(0), new SessionState("c"));
    far.received();
    far.send(new ConnAck(false, ConnectReturnCode.ACCEPTED));
    assertEquals(Long.MAX_VALUE / 1_000_000, far.millisToDeadline());
    far.pass(100_000_000);
    far.tick();
    assertEquals(List.of(), far.received());
  }

  @Test
  void aServerThatOwesConnackForTooLongLosesTheConnection() throws MqttException {
    FarEnd far = new FarEnd(Connect.as("c"), new SessionState("c"));
    far.received();
    far.pass(4_999);
    far.tick();
    far.pass(1);
    assertEquals(MqttFault.CONNACK_OVERDUE, assertThrows(MqttException.class, far::tick).fault());
    assertEquals(Phase.CLOSED, far.session.phase());
    far.tick();
  }

  @Test
  void aServerThatIsSilentAfterAPingLosesTheConnection() throws MqttException {
    FarEnd far = FarEnd.accepted();
    far.pass(30_000);
    far.tick();
    far.received();
    far.pass(4_000);
    far.send(FarEnd.message("busy", QoS.AT_MOST_ONCE, 0));
    far.pass(4_999);
    far.tick();
    far.pass(1);
    assertEquals(MqttFault.PINGRESP_OVERDUE, assertThrows(MqttException.class, far::tick).fault());
    assertEquals(Phase.CLOSED, far.session.phase());
  }

  @Test
  void sendsTheSameBytesThroughABufferOfOneByte() throws MqttException {
    Connect connect = Connect.as("c").withCredentials("u", Password.copyOf("secret".toCharArray()));
    MqttClientSession session =
        new MqttClientSession(connect, new SessionState("c"), FarEnd.LIMITS, PacketLog.NONE, 0);
    byte[] expected = connect.encode();
    ByteBuffer one = ByteBuffer.allocate(1);
    for (byte octet : expected) {
      assertEquals(1, session.transmit(one.clear(), 0));
      assertEquals(octet, one.get(0));
    }
    assertEquals(0, session.transmit(one.clear(), 0));
    session.receive(ByteBuffer.wrap(ACCEPTED, 0, 3), 0);
    assertEquals(Phase.CONNECTING, session.phase());
    session.receive(ByteBuffer.wrap(ACCEPTED, 3, 1), 0);
    assertEquals(Phase.CONNECTED, session.phase());
  }

  @Test
  void aMessageAtQos0IsPublishedWithItsLastByteAndNotBefore() {
    FarEnd far = FarEnd.accepted();
    far.events();
    far.publish("m", QoS.AT_MOST_ONCE);
    far.session.transmit(ByteBuffer.allocate(3), 0);
    assertEquals(List.of(), far.events());
    far.session.transmit(ByteBuffer.allocate(100), 0);
    assertEquals(List.of(new SessionEvent.Published(1, 0, QoS.AT_MOST_ONCE)), far.events());
    far.publish("n", QoS.AT_MOST_ONCE);
    far.session.transmit(ByteBuffer.allocate(3), 0);
    far.session.close();
    assertEquals(List.of(new SessionEvent.Discarded(2)), far.events());
  }

  @Test
  void theLogSeesEveryPacketOfBothDirections() throws MqttException {
    List<MqttPacket> log = new ArrayList<>();
    PacketLog recorder = new PacketLog() {
      @Override
      public void sent(MqttPacket packet) {
        log.add(packet);
      }

      @Override
      public void received(MqttPacket packet) {
        log.add(packet);
      }
    };
    MqttClientSession session =
        new MqttClientSession(Connect.as("c"), new SessionState("c"), SessionLimits.DEFAULT, recorder, 0);
    session.transmit(ByteBuffer.allocate(100), 0);
    session.receive(ByteBuffer.wrap(ACCEPTED), 0);
    assertEquals(List.of(Connect.as("c"), new ConnAck(false, ConnectReturnCode.ACCEPTED)), log);
  }

  @Test
  void aNewerConnectionTakesTheStateOver() {
    SessionState state = new SessionState("c");
    FarEnd older = FarEnd.accepted(false, state, false);
    FarEnd newer = FarEnd.accepted(false, state, true);
    assertThrows(IllegalStateException.class, () -> older.publish("m", QoS.AT_MOST_ONCE));
    assertThrows(IllegalStateException.class, older::received);
    newer.publish("m", QoS.AT_MOST_ONCE);
    assertEquals(1, newer.received().size());
  }

  @Test
  void refusesLimitsThatCannotWork() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new SessionLimits(3, 1, second));
    assertThrows(IllegalArgumentException.class, () -> new SessionLimits(4, 0, second));
    assertThrows(IllegalArgumentException.class, () -> new SessionLimits(4, 65536, second));
    assertThrows(IllegalArgumentException.class, () -> new SessionLimits(4, 1, Duration.ZERO));
    assertTrue(SessionLimits.DEFAULT.maximumInFlight() > 0);
    assertFalse(SessionLimits.DEFAULT.responseTimeout().isNegative());
  }
}
