package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Where Netty takes what MQTT 3.1.1 forbids and we refuse: by name, with the reason, and shown by a packet. */
class NettyLaxityTest {
  private static final int[] NAME_AND_LEVEL = {0, 4, 'M', 'Q', 'T', 'T', 4};

  /** A fault that is none to Netty, why, and a packet that shows it. */
  record Laxity(MqttFault fault, String reason, byte[] witness) {
    Laxity(MqttFault fault, String reason, int firstByte, int... body) {
      this(fault, reason, Wire.packet(firstByte, body));
    }

    @Override
    public String toString() {
      return fault + ": " + reason;
    }
  }

  static final List<Laxity> LAXITIES = List.of(
      new Laxity(MqttFault.UTF8_ILL_FORMED, "skips a will topic over 32767 bytes unread", longWillTopic(0x80)),
      new Laxity(MqttFault.TOPIC_NULL_CHARACTER, "skips a will topic over 32767 bytes unread", longWillTopic(0)),
      new Laxity(MqttFault.TOPIC_EMPTY, "takes empty names and filters", 0x30, 0, 0),
      new Laxity(MqttFault.TOPIC_NAME_WILDCARD, "does not judge the will topic", connect(6, 0, 0, 0, 1, '#', 0, 0)),
      new Laxity(MqttFault.FILTER_MULTI_LEVEL_WILDCARD, "does not judge filters", 0xA2, 0, 1, 0, 2, 'a', '#'),
      new Laxity(MqttFault.FILTER_SINGLE_LEVEL_WILDCARD, "does not judge filters", 0xA2, 0, 1, 0, 2, 'a', '+'),
      new Laxity(MqttFault.DUP_WITHOUT_QOS, "clears the flag", 0x38, 0, 1, 't'),
      new Laxity(MqttFault.REMAINING_LENGTH_NOT_MINIMAL, "takes any encoding", Wire.bytes(0x40, 0x82, 0, 0, 1)),
      new Laxity(MqttFault.WRONG_REMAINING_LENGTH, "reads reason codes of MQTT 5", 0x40, 0, 1, 0),
      new Laxity(MqttFault.PROTOCOL_NAME, "also speaks MQTT 3.1", 0x10,
          0, 6, 'M', 'Q', 'I', 's', 'd', 'p', 3, 2, 0, 0, 0, 1, 'c'),
      new Laxity(MqttFault.PROTOCOL_LEVEL, "also speaks MQTT 5", 0x10,
          0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 1, 'c'),
      new Laxity(MqttFault.WILL_QOS_3, "does not judge the will", connect(0x1E, 0, 0, 0, 1, 't', 0, 0)),
      new Laxity(MqttFault.WILL_QOS_WITHOUT_WILL, "ignores it without a will", connect(0x0A, 0, 0)),
      new Laxity(MqttFault.WILL_RETAIN_WITHOUT_WILL, "ignores it without a will", connect(0x22, 0, 0)),
      new Laxity(MqttFault.PASSWORD_WITHOUT_USER_NAME, "allows what MQTT 5 allows", connect(0x42, 0, 0, 0, 0)),
      new Laxity(MqttFault.CONNACK_RESERVED_FLAGS, "ignores the reserved bits", 0x20, 2, 0),
      new Laxity(MqttFault.CONNECT_RETURN_CODE, "knows the codes of MQTT 5", 0x20, 0, 0x85),
      new Laxity(MqttFault.SESSION_PRESENT_WITH_REFUSAL, "does not compare the two", 0x20, 1, 5),
      new Laxity(MqttFault.SUBSCRIBE_WITHOUT_FILTER, "takes an empty payload", 0x82, 0, 1),
      new Laxity(MqttFault.UNSUBSCRIBE_WITHOUT_FILTER, "takes an empty payload", 0xA2, 0, 1),
      new Laxity(MqttFault.SUBSCRIBE_QOS, "reads the upper bits as options of MQTT 5", 0x82, 0, 1, 0, 1, 't', 4),
      new Laxity(MqttFault.SUBACK_RETURN_CODE, "takes any number", 0x90, 0, 1, 3),
      new Laxity(MqttFault.SUBACK_RETURN_CODE_COUNT, "takes an empty payload", 0x90, 0, 1));

  /** A CONNECT of MQTT 3.1.1 with these flags, no keep alive, and this payload. */
  private static byte[] connect(int flags, int... payload) {
    return Wire.whole(0x10, Wire.join(Wire.bytes(NAME_AND_LEVEL), Wire.bytes(flags, 0, 0), Wire.bytes(payload)));
  }

  private static byte[] longWillTopic(int octet) {
    int[] payload = new int[2 + 2 + 0x8000 + 2];
    payload[2] = 0x80;
    Arrays.fill(payload, 4, 4 + 0x8000, octet);
    return connect(6, payload);
  }

  @ParameterizedTest
  @FieldSource("LAXITIES")
  void nettyTakesWhatThisWitnessShowsAndWeDoNot(Laxity laxity) {
    assertEquals(laxity.fault(), Wire.faultOf(laxity.witness()));
    MqttMessage message = Netty.decode(laxity.witness());
    assertNotNull(message);
    assertTrue(message.decoderResult().isSuccess(), () -> "Netty refuses it too: " + message.decoderResult());
    ReferenceCountUtil.release(message);
  }
}
