package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings, topic names and topic filters: what MQTT 3.1.1 §1.5.3 and §4.7 let through. */
class TextTest {
  private static final byte[][] ILL_FORMED = {
      Wire.bytes(0x80), Wire.bytes(0xC3), Wire.bytes(0xC0, 0x80), Wire.bytes(0xC1, 0xBF), Wire.bytes(0xE0, 0x80, 0x80),
      Wire.bytes(0xE0, 0x9F, 0xBF), Wire.bytes(0xED, 0xA0, 0x80), Wire.bytes(0xED, 0xBF, 0xBF),
      Wire.bytes(0xE2, 0x82), Wire.bytes(0xF0, 0x8F, 0xBF, 0xBF), Wire.bytes(0xF4, 0x90, 0x80, 0x80),
      Wire.bytes(0xF5, 0x80, 0x80, 0x80), Wire.bytes(0xFF), Wire.bytes(0xF0, 0x9F, 0x98), Wire.bytes(0xC3, 0x28)};

  @Test
  @Normative({"MQTT-1.5.3-1", "MQTT-3.1.3-4", "MQTT-3.1.3-10", "MQTT-3.1.3-11", "MQTT-3.3.2-1", "MQTT-3.8.3-1",
      "MQTT-3.10.3-1"})
  void refusesIllFormedUtf8InEveryStringOfEveryPacket() {
    for (byte[] text : ILL_FORMED) {
      byte[] field = Wire.join(Wire.bytes(0, text.length), text);
      assertEquals(MqttFault.UTF8_ILL_FORMED, Wire.faultOf(connect(0x02, field)), "client identifier");
      byte[] id = Wire.bytes(0, 1, 'c');
      assertEquals(MqttFault.UTF8_ILL_FORMED,
          Wire.faultOf(connect(0x06, Wire.join(id, field, Wire.bytes(0, 0)))), "will topic");
      assertEquals(MqttFault.UTF8_ILL_FORMED, Wire.faultOf(connect(0x82, Wire.join(id, field))), "user name");
      assertEquals(MqttFault.UTF8_ILL_FORMED, Wire.faultOf(Wire.whole(0x30, field)), "topic name");
      assertEquals(MqttFault.UTF8_ILL_FORMED,
          Wire.faultOf(Wire.whole(0x82, Wire.join(Wire.bytes(0, 1), field, Wire.bytes(0)))), "subscribed filter");
      assertEquals(MqttFault.UTF8_ILL_FORMED,
          Wire.faultOf(Wire.whole(0xA2, Wire.join(Wire.bytes(0, 1), field))), "unsubscribed filter");
    }
  }

  @Test
  @Normative({"MQTT-1.5.3-2", "MQTT-4.7.3-2"})
  void refusesTheNullCharacterInEveryString() {
    byte[] field = Wire.bytes(0, 3, 'a', 0, 'b');
    byte[] id = Wire.bytes(0, 1, 'c');
    assertEquals(MqttFault.UTF8_NULL_CHARACTER, Wire.faultOf(connect(0x02, field)));
    assertEquals(MqttFault.UTF8_NULL_CHARACTER, Wire.faultOf(connect(0x82, Wire.join(id, field))));
    assertEquals(MqttFault.TOPIC_NULL_CHARACTER,
        Wire.faultOf(connect(0x06, Wire.join(id, field, Wire.bytes(0, 0)))));
    assertEquals(MqttFault.TOPIC_NULL_CHARACTER, Wire.faultOf(Wire.whole(0x30, field)));
    assertEquals(MqttFault.TOPIC_NULL_CHARACTER,
        Wire.faultOf(Wire.whole(0xA2, Wire.join(Wire.bytes(0, 1), field))));
    assertThrows(IllegalArgumentException.class, () -> TopicName.of("a\0b"));
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.of("\0"));
    assertThrows(IllegalArgumentException.class, () -> Connect.as("a\0"));
  }

  @Test
  @Normative("MQTT-1.5.3-3")
  void keepsAByteOrderMarkWhereverItStands() {
    byte[] field = Wire.bytes(0, 7, 0xEF, 0xBB, 0xBF, 'a', 0xEF, 0xBB, 0xBF);
    Connect connect = (Connect) Wire.decode(connect(0x02, field));
    assertEquals("\uFEFFa\uFEFF", connect.clientId());
    assertArrayEquals(connect(0x02, field), connect.encode());
    Publish publish = (Publish) Wire.decode(Wire.whole(0x30, field));
    assertEquals("\uFEFFa\uFEFF", publish.topicName().toString());
    assertEquals(TopicName.of("\uFEFFa\uFEFF"), publish.topicName());
  }

  @Test
  void takesWhatAReceiverMayRefuseButNeedNot() {
    assertEquals("\u0001\u007F\u0085\uFFFF", TopicName.of("\u0001\u007F\u0085\uFFFF").toString());
  }

  @Test
  void agreesWithTheJdkAboutLeadBytesWithAnyTwoBytesBehindThem() {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    byte[] bytes = new byte[3];
    for (int i = 0; i < 1 << 24; i += 13) {
      bytes[0] = (byte) (0xC0 + (i >> 16 & 0x3F));
      bytes[1] = (byte) (i >> 8);
      bytes[2] = (byte) i;
      boolean ours = Utf8.wellFormedUpTo(bytes, 0, 3) == 3;
      if (ours != isWellFormed(strict, bytes)) {
        throw new AssertionError("sequence " + Integer.toHexString(i));
      }
    }
  }

  @Test
  void agreesWithTheJdkAboutTheEdgesOfEveryFourByteSequence() {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    int[] edges = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (int lead = 0xE0; lead < 0x100; lead++) {
      for (int i = 0; i < edges.length * edges.length * edges.length; i++) {
        byte[] bytes = Wire.bytes(lead, edges[i % 10], edges[i / 10 % 10], edges[i / 100]);
        assertEquals(isWellFormed(strict, bytes), Utf8.wellFormedUpTo(bytes, 0, 4) == 4, () -> "lead " + bytes[0]);
      }
    }
  }

  private static boolean isWellFormed(CharsetDecoder strict, byte[] bytes) {
    try {
      strict.decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void seesASpecialByteAtEveryPlaceOfATopicOfEveryLength() {
    for (int length = 1; length < 40; length++) {
      byte[] plain = "abcdefghijklmnopqrstuvwxyz/0123456789\u0001~\"$*,.!".substring(0, length)
          .getBytes(StandardCharsets.US_ASCII);
      assertTrue(Utf8.isPlain(plain, 0, length));
      for (int at = 0; at < length; at++) {
        for (int special : new int[] {0, '+', '#', 0x80, 0xAB, 0xA3, 0xFF}) {
          byte[] bytes = plain.clone();
          bytes[at] = (byte) special;
          assertFalse(Utf8.isPlain(bytes, 0, length), special + " at " + at + " of " + length);
        }
      }
    }
  }

  @Test
  void refusesAnUnpairedSurrogateFromItsCaller() {
    for (String text : new String[] {"\uD83D", "a\uDE00", "\uDE00\uD83D", "\uD83Da"}) {
      assertThrows(IllegalArgumentException.class, () -> TopicName.of(text));
      assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(text));
      assertThrows(IllegalArgumentException.class, () -> Connect.as(text));
      assertThrows(IllegalArgumentException.class, () -> Password.copyOf(text.toCharArray()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+", "+", "#", "a/#", "a/+/b", "a#b"})
  @Normative({"MQTT-3.3.2-2", "MQTT-4.7.1-1"})
  void refusesWildcardsInATopicName(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] field = Wire.join(Wire.bytes(0, text.length), text);
    assertEquals(MqttFault.TOPIC_NAME_WILDCARD, Wire.faultOf(Wire.whole(0x30, field)));
    byte[] will = Wire.join(Wire.bytes(0, 1, 'c'), field, Wire.bytes(0, 0));
    assertEquals(MqttFault.TOPIC_NAME_WILDCARD, Wire.faultOf(connect(0x06, will)));
    assertThrows(IllegalArgumentException.class, () -> TopicName.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sport/tennis#", "sport/tennis/#/ranking", "##", "#/", "a#", "/#a"})
  @Normative("MQTT-4.7.1-2")
  void refusesAHashThatIsNotTheLastLevel(String filter) {
    assertEquals(MqttFault.FILTER_MULTI_LEVEL_WILDCARD, faultOfFilter(filter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sport+", "+sport", "++", "a/+b", "a+/b", "a/b+"})
  @Normative("MQTT-4.7.1-3")
  void refusesAPlusThatIsNotAWholeLevel(String filter) {
    assertEquals(MqttFault.FILTER_SINGLE_LEVEL_WILDCARD, faultOfFilter(filter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "+", "/", "//", "/+", "+/", "+/+", "+/tennis/#", "sport/+/player1", "sport/#", "/#",
      "a b", "$SYS/#", "é/+", "$share/g/a"})
  void takesEveryFilterThatTheSpecificationAllows(String filter) {
    byte[] text = filter.getBytes(StandardCharsets.UTF_8);
    Unsubscribe decoded = (Unsubscribe) Wire.decode(
        Wire.whole(0xA2, Wire.join(Wire.bytes(0, 1, 0, text.length), text)));
    assertEquals(TopicFilter.of(filter), decoded.topicFilters().get(0));
    assertEquals(filter, decoded.topicFilters().get(0).toString());
  }

  @Test
  @Normative("MQTT-4.7.3-1")
  void refusesAnEmptyTopic() {
    assertEquals(MqttFault.TOPIC_EMPTY, Wire.faultOf(Wire.packet(0x30, 0, 0)));
    assertEquals(MqttFault.TOPIC_EMPTY, Wire.faultOf(Wire.packet(0x82, 0, 1, 0, 0, 0)));
    assertEquals(MqttFault.TOPIC_EMPTY, Wire.faultOf(Wire.packet(0xA2, 0, 1, 0, 0)));
    assertThrows(IllegalArgumentException.class, () -> TopicName.of(""));
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(""));
  }

  @Test
  @Normative("MQTT-4.7.3-3")
  void aTopicHasAtMost65535BytesOfUtf8() {
    String longest = "é".repeat(32767) + "a";
    Publish publish = new Publish(TopicName.of(longest), Payload.EMPTY, QoS.AT_MOST_ONCE, false, false, 0);
    assertEquals(publish, Wire.decode(publish.encode()));
    assertEquals(65535, TopicFilter.of(longest).length());
    Wire.assertRefused(MqttFault.TOPIC_TOO_LONG, () -> TopicName.of("é".repeat(32768)));
    Wire.assertRefused(MqttFault.TOPIC_TOO_LONG, () -> TopicFilter.of("a".repeat(65536)));
    assertThrows(IllegalArgumentException.class, () -> Connect.as("a".repeat(65536)));
  }

  private static MqttFault faultOfFilter(String filter) {
    assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(filter));
    byte[] text = filter.getBytes(StandardCharsets.UTF_8);
    byte[] request = Wire.join(Wire.bytes(0, 1, 0, text.length), text);
    MqttFault fault = Wire.faultOf(Wire.whole(0xA2, request));
    assertEquals(fault, Wire.faultOf(Wire.whole(0x82, Wire.join(request, Wire.bytes(0)))));
    return fault;
  }

  /** A CONNECT with these flags and this payload. */
  private static byte[] connect(int flags, byte[] payload) {
    return Wire.whole(0x10, Wire.join(Wire.bytes(0, 4, 'M', 'Q', 'T', 'T', 4, flags, 0, 0), payload));
  }
}
