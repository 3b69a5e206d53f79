package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each packet type against its bytes, written out as the specification's tables are. */
class PacketBytesTest {

  static Stream<Arguments> packets() {
    return Stream.of(
        Arguments.of(new ConnAck(true, ConnectReturnCode.ACCEPTED), """
            0010 0000  CONNACK
            0000 0010  remaining length 2
            0000 0001  session present
            0000 0000  accepted"""),
        Arguments.of(new ConnAck(false, ConnectReturnCode.NOT_AUTHORIZED), """
            0010 0000  CONNACK
            0000 0010  remaining length 2
            0000 0000  no session present
            0000 0101  not authorized"""),
        Arguments.of(new Publish(TopicName.of("a/b"), Payload.EMPTY, QoS.AT_LEAST_ONCE, false, false, 10), """
            0011 0010  PUBLISH, DUP 0, QoS 1, RETAIN 0
            0000 0111  remaining length 7
            0000 0000  topic name, length MSB
            0000 0011  length LSB 3
            0110 0001  a
            0010 1111  /
            0110 0010  b
            0000 0000  packet identifier MSB
            0000 1010  LSB 10"""),
        Arguments.of(new Publish(TopicName.of("t"), Payload.ofText("hi"), QoS.AT_MOST_ONCE, true, false, 0), """
            0011 0001  PUBLISH, DUP 0, QoS 0, RETAIN 1
            0000 0101  remaining length 5
            0000 0000  topic name, length MSB
            0000 0001  length LSB 1
            0111 0100  t
            0110 1000  h
            0110 1001  i"""),
        Arguments.of(new Publish(TopicName.of("t"), Payload.ofText("x"), QoS.EXACTLY_ONCE, false, true, 0xFFFE), """
            0011 1100  PUBLISH, DUP 1, QoS 2, RETAIN 0
            0000 0110  remaining length 6
            0000 0000  topic name, length MSB
            0000 0001  length LSB 1
            0111 0100  t
            1111 1111  packet identifier MSB
            1111 1110  LSB
            0111 1000  x"""),
        Arguments.of(new PubAck(10), answer("0100 0000  PUBACK")),
        Arguments.of(new PubRec(10), answer("0101 0000  PUBREC")),
        Arguments.of(new PubRel(10), answer("0110 0010  PUBREL, reserved bits 0010")),
        Arguments.of(new PubComp(10), answer("0111 0000  PUBCOMP")),
        Arguments.of(new UnsubAck(10), answer("1011 0000  UNSUBACK")),
        Arguments.of(new Subscribe(10, List.of(
            new Subscription(TopicFilter.of("a/b"), QoS.AT_LEAST_ONCE),
            new Subscription(TopicFilter.of("+/#"), QoS.EXACTLY_ONCE))), """
            1000 0010  SUBSCRIBE, reserved bits 0010
            0000 1110  remaining length 14
            0000 0000  packet identifier MSB
            0000 1010  LSB 10
            0000 0000  topic filter, length MSB
            0000 0011  length LSB 3
            0110 0001  a
            0010 1111  /
            0110 0010  b
            0000 0001  requested QoS 1
            0000 0000  topic filter, length MSB
            0000 0011  length LSB 3
            0010 1011  +
            0010 1111  /
            0010 0011  #
            0000 0010  requested QoS 2"""),
        Arguments.of(new SubAck(10, List.of(SubAckReturnCode.MAXIMUM_QOS_0, SubAckReturnCode.MAXIMUM_QOS_1,
            SubAckReturnCode.MAXIMUM_QOS_2, SubAckReturnCode.FAILURE)), """
            1001 0000  SUBACK
            0000 0110  remaining length 6
            0000 0000  packet identifier MSB
            0000 1010  LSB 10
            0000 0000  maximum QoS 0
            0000 0001  maximum QoS 1
            0000 0010  maximum QoS 2
            1000 0000  failure"""),
        Arguments.of(new Unsubscribe(10, List.of(TopicFilter.of("a"), TopicFilter.of("#"))), """
            1010 0010  UNSUBSCRIBE, reserved bits 0010
            0000 1000  remaining length 8
            0000 0000  packet identifier MSB
            0000 1010  LSB 10
            0000 0000  topic filter, length MSB
            0000 0001  length LSB 1
            0110 0001  a
            0000 0000  topic filter, length MSB
            0000 0001  length LSB 1
            0010 0011  #"""),
        Arguments.of(new PingReq(), "1100 0000  PINGREQ\n0000 0000  remaining length 0"),
        Arguments.of(new PingResp(), "1101 0000  PINGRESP\n0000 0000  remaining length 0"),
        Arguments.of(new Disconnect(), "1110 0000  DISCONNECT\n0000 0000  remaining length 0"));
  }

  private static String answer(String firstByte) {
    return firstByte + "\n" + """
        0000 0010  remaining length 2
        0000 0000  packet identifier MSB
        0000 1010  LSB 10""";
  }

  @ParameterizedTest
  @MethodSource("packets")
  void isWrittenAndReadAsTheTableSays(MqttPacket packet, String table) {
    assertArrayEquals(Wire.table(table), packet.encode());
    assertEquals(packet, Wire.decode(Wire.table(table)));
  }

  @Test
  @Normative({"MQTT-3.1.3-1", "MQTT-3.1.3-3", "MQTT-3.1.2-9", "MQTT-3.1.2-19", "MQTT-3.1.2-21"})
  void connectPutsItsPayloadInTheOrderOfTheSpecification() {
    Connect connect = Connect.as("c").withCleanSession(false).withKeepAlive(266)
        .withWill(new Will(TopicName.of("w"), Payload.ofText("m"), QoS.AT_LEAST_ONCE, true))
        .withCredentials("u", Password.copyOf("p".getBytes(StandardCharsets.UTF_8)));
    byte[] table = Wire.table("""
        0001 0000  CONNECT
        0001 1001  remaining length 25
        0000 0000  protocol name, length MSB
        0000 0100  length LSB 4
        0100 1101  M
        0101 0001  Q
        0101 0100  T
        0101 0100  T
        0000 0100  protocol level 4
        1110 1100  user name 1, password 1, will retain 1, will QoS 01, will 1, clean session 0, reserved 0
        0000 0001  keep alive MSB
        0000 1010  LSB, 266
        0000 0000  client identifier, length MSB
        0000 0001  length LSB 1
        0110 0011  c
        0000 0000  will topic, length MSB
        0000 0001  length LSB 1
        0111 0111  w
        0000 0000  will message, length MSB
        0000 0001  length LSB 1
        0110 1101  m
        0000 0000  user name, length MSB
        0000 0001  length LSB 1
        0111 0101  u
        0000 0000  password, length MSB
        0000 0001  length LSB 1
        0111 0000  p""");
    assertArrayEquals(table, connect.encode());
    assertEquals(connect, Wire.decode(table));
  }

  @Test
  @Normative({"MQTT-3.1.2-11", "MQTT-3.1.2-18", "MQTT-3.1.2-20"})
  void connectWithoutOptionsHasNothingButAClientIdentifier() {
    byte[] table = Wire.table("""
        0001 0000  CONNECT
        0000 1101  remaining length 13
        0000 0000  protocol name, length MSB
        0000 0100  length LSB 4
        0100 1101  M
        0101 0001  Q
        0101 0100  T
        0101 0100  T
        0000 0100  protocol level 4
        0000 0010  nothing but a clean session
        0000 0000  keep alive MSB
        0011 1100  LSB, 60
        0000 0000  client identifier, length MSB
        0000 0001  length LSB 1
        0110 0011  c""");
    assertArrayEquals(table, Connect.as("c").encode());
    assertEquals(Connect.as("c"), Wire.decode(table));
  }
}
