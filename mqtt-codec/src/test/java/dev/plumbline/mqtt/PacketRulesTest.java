package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of packets may say, for those who read them and for those who make them. */
class PacketRulesTest {
  private static final TopicName TOPIC = TopicName.of("t");

  @Test
  @Normative("MQTT-2.3.1-1")
  void refusesThePacketIdentifierZero() {
    for (int firstByte : new int[] {0x40, 0x50, 0x62, 0x70, 0xB0}) {
      assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(firstByte, 0, 0)));
    }
    assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(0x32, 0, 1, 't', 0, 0)));
    assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(0x34, 0, 1, 't', 0, 0)));
    assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(0x82, 0, 0, 0, 1, 't', 0)));
    assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(0x90, 0, 0, 0)));
    assertEquals(MqttFault.PACKET_ID_ZERO, Wire.faultOf(Wire.packet(0xA2, 0, 0, 0, 1, 't')));
    assertThrows(IllegalArgumentException.class, () -> new PubAck(0));
    assertThrows(IllegalArgumentException.class, () -> new PubRel(0x10000));
    assertThrows(IllegalArgumentException.class, () -> new PubComp(-1));
    assertThrows(IllegalArgumentException.class,
        () -> new Publish(TOPIC, Payload.EMPTY, QoS.AT_LEAST_ONCE, false, false, 0));
  }

  @Test
  @Normative("MQTT-2.3.1-5")
  void aPublishAtQos0HasNoPacketIdentifier() {
    Publish publish = (Publish) Wire.decode(Wire.packet(0x30, 0, 1, 't', 0, 7));
    assertEquals(0, publish.packetId());
    assertEquals(2, publish.payload().length(), "what would be an identifier is payload");
    Wire.assertRefused(MqttFault.PACKET_ID_WITHOUT_QOS,
        () -> new Publish(TOPIC, Payload.EMPTY, QoS.AT_MOST_ONCE, false, false, 1));
  }

  @Test
  @Normative("MQTT-3.3.1-2")
  void refusesDupAtQos0() {
    assertEquals(MqttFault.DUP_WITHOUT_QOS, Wire.faultOf(Wire.packet(0x38, 0, 1, 't')));
    assertThrows(IllegalArgumentException.class,
        () -> new Publish(TOPIC, Payload.EMPTY, QoS.AT_MOST_ONCE, false, true, 0));
  }

  @Test
  @Normative("MQTT-3.3.1-4")
  void refusesQos3InAPublish() {
    for (int flags : new int[] {0x06, 0x07, 0x0E, 0x0F}) {
      byte[] bytes = Wire.packet(0x30 | flags, 0, 1, 't', 0, 1);
      assertEquals(MqttFault.PUBLISH_QOS_3, Wire.faultOf(bytes));
      MqttException refused = assertThrows(MqttException.class,
          () -> new MqttReader(Direction.EITHER, 100).poll(ByteBuffer.wrap(bytes), new PublishView()));
      assertEquals(MqttFault.PUBLISH_QOS_3, refused.fault());
    }
  }

  @ParameterizedTest
  @CsvSource({
      "0000_0011, CONNECT_RESERVED_FLAG", "0000_1010, WILL_QOS_WITHOUT_WILL", "0001_0010, WILL_QOS_WITHOUT_WILL",
      "0010_0010, WILL_RETAIN_WITHOUT_WILL", "0001_1110, WILL_QOS_3", "0001_1010, WILL_QOS_3",
      "0100_0010, PASSWORD_WITHOUT_USER_NAME"})
  @Normative({"MQTT-3.1.2-13", "MQTT-3.1.2-14", "MQTT-3.1.2-15", "MQTT-3.1.2-22"})
  void refusesConnectFlagsThatContradictEachOther(String bits, MqttFault fault) {
    int flags = Integer.parseInt(bits.replace("_", ""), 2);
    assertEquals(fault, Wire.faultOf(Wire.packet(0x10,
        0, 4, 'M', 'Q', 'T', 'T', 4, flags, 0, 0, 0, 1, 'c', 0, 1, 'x', 0, 1, 'y')));
  }

  @Test
  @Normative("MQTT-3.1.2-22")
  void refusesToMakeAPasswordWithoutAUserName() {
    Password password = Password.copyOf(new byte[1]);
    Wire.assertRefused(MqttFault.PASSWORD_WITHOUT_USER_NAME, () -> Connect.as("c").withCredentials(null, password));
  }

  @ParameterizedTest
  @CsvSource({"0x04, will topic", "0x80, user name", "0xC0, password"})
  @Normative({"MQTT-3.1.2-9", "MQTT-3.1.2-19", "MQTT-3.1.2-21"})
  void refusesAConnectThatLacksWhatItsFlagsPromise(String flags, String what) {
    int[] userName = flags.equals("0xC0") ? new int[] {0, 1, 'u'} : new int[0];
    byte[] head = Wire.bytes(0, 4, 'M', 'Q', 'T', 'T', 4, Integer.decode(flags), 0, 0, 0, 1, 'c');
    byte[] bytes = Wire.whole(0x10, Wire.join(head, Wire.bytes(userName)));
    assertEquals(MqttFault.FIELD_PAST_END, Wire.faultOf(bytes), what);
  }

  @Test
  @Normative({"MQTT-3.1.2-11", "MQTT-3.1.2-18", "MQTT-3.1.2-20"})
  void refusesFieldsThatTheConnectFlagsDoNotPromise() {
    assertEquals(MqttFault.TRAILING_BYTES, Wire.faultOf(Wire.packet(0x10,
        0, 4, 'M', 'Q', 'T', 'T', 4, 0x02, 0, 0, 0, 1, 'c', 0, 1, 'u')));
    assertEquals(MqttFault.TRAILING_BYTES, Wire.faultOf(Wire.packet(0x10,
        0, 4, 'M', 'Q', 'T', 'T', 4, 0x82, 0, 0, 0, 1, 'c', 0, 1, 'u', 0, 1, 'p')));
  }

  @Test
  void refusesAnotherProtocolAndAnotherLevel() {
    assertEquals(MqttFault.PROTOCOL_NAME,
        Wire.faultOf(Wire.packet(0x10, 0, 6, 'M', 'Q', 'I', 's', 'd', 'p', 3, 2, 0, 0, 0, 1, 'c')));
    assertEquals(MqttFault.PROTOCOL_LEVEL, Wire.faultOf(Wire.packet(0x10,
        0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 1, 'c')));
  }

  @Test
  void readsTheConnectThatAServerMustAnswerWithCode2() {
    Connect connect = (Connect) Wire.decode(Wire.packet(0x10, 0, 4, 'M', 'Q', 'T', 'T', 4, 0, 0, 0, 0, 0));
    assertEquals("", connect.clientId());
    assertFalse(connect.cleanSession());
  }

  @Test
  void refusesAConnackThatSaysWhatIsReserved() {
    assertEquals(MqttFault.CONNACK_RESERVED_FLAGS, Wire.faultOf(Wire.packet(0x20, 0b10, 0)));
    assertEquals(MqttFault.CONNECT_RETURN_CODE, Wire.faultOf(Wire.packet(0x20, 0, 6)));
    assertEquals(MqttFault.CONNECT_RETURN_CODE, Wire.faultOf(Wire.packet(0x20, 0, 0x85)));
    assertEquals(MqttFault.SESSION_PRESENT_WITH_REFUSAL, Wire.faultOf(Wire.packet(0x20, 1, 5)));
    assertThrows(IllegalArgumentException.class, () -> new ConnAck(true, ConnectReturnCode.NOT_AUTHORIZED));
  }

  @Test
  @Normative("MQTT-3.8.3-3")
  void refusesASubscribeWithoutAFilter() {
    assertEquals(MqttFault.SUBSCRIBE_WITHOUT_FILTER, Wire.faultOf(Wire.packet(0x82, 0, 1)));
    assertThrows(IllegalArgumentException.class, () -> new Subscribe(1, List.of()));
  }

  @Test
  @Normative("MQTT-3.10.3-2")
  void refusesAnUnsubscribeWithoutAFilter() {
    assertEquals(MqttFault.UNSUBSCRIBE_WITHOUT_FILTER, Wire.faultOf(Wire.packet(0xA2, 0, 1)));
    assertThrows(IllegalArgumentException.class, () -> new Unsubscribe(1, List.of()));
  }

  @Test
  @Normative("MQTT-3.8.3-4")
  void refusesEveryRequestedQosByteButThree() {
    for (int qos = 0; qos < 256; qos++) {
      byte[] bytes = Wire.packet(0x82, 0, 1, 0, 1, 't', qos);
      if (qos <= 2) {
        assertEquals(qos, ((Subscribe) Wire.decode(bytes)).subscriptions().get(0).qos().number());
      } else {
        assertEquals(MqttFault.SUBSCRIBE_QOS, Wire.faultOf(bytes));
      }
    }
  }

  @Test
  @Normative("MQTT-3.9.3-2")
  void refusesEverySubackReturnCodeButFour() {
    for (int code = 0; code < 256; code++) {
      byte[] bytes = Wire.packet(0x90, 0, 1, code);
      if (code <= 2 || code == 0x80) {
        assertEquals(code, ((SubAck) Wire.decode(bytes)).returnCodes().get(0).number());
      } else {
        assertEquals(MqttFault.SUBACK_RETURN_CODE, Wire.faultOf(bytes));
      }
    }
    assertEquals(MqttFault.SUBACK_RETURN_CODE_COUNT, Wire.faultOf(Wire.packet(0x90, 0, 1)));
    assertThrows(IllegalArgumentException.class, () -> new SubAck(1, List.of()));
  }

  @Test
  void aFieldCannotReadIntoTheNextPacket() {
    byte[] cut = Wire.packet(0x30, 0, 9, 't');
    byte[] next = Wire.packet(0x30, 0, 9, 't', 'o', 'p', 'i', 'c');
    assertEquals(MqttFault.FIELD_PAST_END, Wire.faultOf(Wire.join(cut, next)));
    assertEquals(MqttFault.FIELD_PAST_END, Wire.faultOf(Wire.join(Wire.packet(0x32, 0, 1, 't', 0), next)));
    assertEquals(MqttFault.FIELD_PAST_END, Wire.faultOf(Wire.join(Wire.packet(0x82, 0, 1, 0, 1, 't'), next)));
  }

  @Test
  void aMessageMustFitIntoThePacketThatCarriesIt() {
    Wire.assertRefused(MqttFault.REMAINING_LENGTH_TOO_LONG,
        () -> PacketWriter.requireRemainingLength(PacketType.PUBLISH, RemainingLength.MAXIMUM + 1L));
    PacketWriter.requireRemainingLength(PacketType.PUBLISH, RemainingLength.MAXIMUM);
    Wire.assertRefused(MqttFault.STRING_TOO_LONG,
        () -> new Will(TOPIC, Payload.owning(new byte[65536]), QoS.AT_MOST_ONCE, false));
    Wire.assertRefused(MqttFault.STRING_TOO_LONG, () -> Password.copyOf(new byte[65536]));
    assertThrows(IllegalArgumentException.class, () -> Connect.as("c").withKeepAlive(65536));
    assertThrows(IllegalArgumentException.class, () -> QoS.of(3));
    assertThrows(IllegalArgumentException.class, () -> new MqttReader(Direction.EITHER, 1));
  }

  @Test
  void aViewShowsNothingBeforeItIsFilledAndTellsWhichTopicItIsFor() throws MqttException {
    PublishView view = new PublishView();
    assertThrows(IllegalStateException.class, view::toPublish);
    Publish publish = new Publish(TOPIC, Payload.ofText("hi"), QoS.EXACTLY_ONCE, true, true, 9);
    ByteBuffer in = ByteBuffer.wrap(Wire.join(publish.encode(), new PingReq().encode()));
    MqttReader reader = new MqttReader(Direction.EITHER, 100);
    assertTrue(reader.poll(in, view));
    assertTrue(view.isTo(TOPIC));
    assertFalse(view.isTo(TopicName.of("tt")));
    assertEquals("h", new String(view.array(), view.payloadOffset(), 1, StandardCharsets.US_ASCII));
    assertEquals("PublishView[EXACTLY_ONCE, packetId=9, payload=2 bytes]", view.toString());
    assertFalse(reader.poll(in, view), "the next packet is no PUBLISH");
    assertEquals(new PingReq(), reader.poll(in));
    assertEquals(publish, view.toPublish());
  }

  @Test
  void writesNothingWhereAPacketDoesNotFit() {
    byte[] tooShort = new byte[10];
    Publish publish = new Publish(TOPIC, Payload.copyOf(new byte[5]), QoS.AT_LEAST_ONCE, false, false, 0xFFFF);
    assertEquals(12, publish.encodedLength());
    assertThrows(IndexOutOfBoundsException.class, () -> publish.encode(tooShort, 0));
    assertThrows(BufferOverflowException.class, () -> publish.encode(ByteBuffer.wrap(tooShort)));
    for (byte octet : tooShort) {
      assertEquals(0, octet);
    }
  }

  @Test
  void neverShowsAPasswordOrAMessage() {
    Password password = Password.copyOf("hunter2".toCharArray());
    Connect connect = Connect.as("c")
        .withWill(new Will(TOPIC, Payload.ofText("last words"), QoS.AT_MOST_ONCE, false))
        .withCredentials("u", password);
    assertEquals("Connect[clientId=c, cleanSession=true, keepAlive=60, will=Will[topicName=t, message=10 bytes, "
        + "qos=AT_MOST_ONCE, retain=false], userName=u, password=(secret)]", connect.toString());
    Publish publish = new Publish(TOPIC, Payload.ofText("a message"), QoS.AT_MOST_ONCE, false, false, 0);
    assertTrue(publish.toString().contains("payload=9 bytes"));
    assertFalse(publish.toString().contains("message"));
  }

  @Test
  void wipesAPasswordForGood() {
    Password password = Password.copyOf("hunter2".toCharArray());
    assertEquals(Password.copyOf(Wire.bytes('h', 'u', 'n', 't', 'e', 'r', '2')), password);
    assertNotEquals(Password.copyOf("hunter3".toCharArray()), password);
    Connect connect = Connect.as("c").withCredentials("u", password);
    byte[] own = password.bytes();
    password.close();
    for (byte octet : own) {
      assertEquals(0, octet);
    }
    assertThrows(IllegalStateException.class, connect::encode);
  }
}
