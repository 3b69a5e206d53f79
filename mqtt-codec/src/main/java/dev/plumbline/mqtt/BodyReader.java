package dev.plumbline.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over what follows one packet's fixed header, which it cannot leave: a field that claims more than the
 * packet has is a fault, whatever lies behind it. Reused from packet to packet; not thread-safe.
 */
final class BodyReader {
  private final FixedHeader header;
  private byte[] bytes = new byte[0];
  private int start;
  private int position;
  private int end;

  /** A cursor over the bodies of the packets that {@code header} stands before. */
  BodyReader(FixedHeader header) {
    this.header = header;
  }

  /** Sets the cursor to the body of a packet, from {@code from} to before {@code to}. */
  void aim(byte[] newBytes, int from, int to) {
    if (bytes != newBytes) { // to store a reference costs the collector's barrier, even if nothing changes
      bytes = newBytes;
    }
    start = from;
    position = from;
    end = to;
  }

  byte[] array() {
    return bytes;
  }

  int position() {
    return position;
  }

  int end() {
    return end;
  }

  int remaining() {
    return end - position;
  }

  int u8(String field) throws MqttException {
    need(1, field);
    return bytes[position++] & 0xFF;
  }

  int u16(String field) throws MqttException {
    need(2, field);
    int value = (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
    position += 2;
    return value;
  }

  int packetId() throws MqttException {
    int id = u16("packet identifier");
    if (id == 0) {
      throw fault(MqttFault.PACKET_ID_ZERO, "packet identifier", position - 2);
    }
    return id;
  }

  /** A string field (MQTT 3.1.1 §1.5.3). */
  String string(String field) throws MqttException {
    int length = lengthOf(field);
    int from = skip(length);
    if (Utf8.isPlain(bytes, from, position)) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    requireText(from, position, field, MqttFault.UTF8_NULL_CHARACTER);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** A field of two length bytes and as many bytes of anything. */
  byte[] binary(String field) throws MqttException {
    int length = lengthOf(field);
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** What is left of the packet. */
  byte[] rest() {
    int from = skip(remaining());
    return Arrays.copyOfRange(bytes, from, end);
  }

  /** Moves behind a topic name, which is then known to be valid, and returns the index of its first byte. */
  int skipTopicName(String field) throws MqttException {
    int from = skipTopic(field);
    if (!Utf8.isPlain(bytes, from, position)) {
      requireText(from, position, field, MqttFault.TOPIC_NULL_CHARACTER);
      int wildcard = TopicName.firstWildcard(bytes, from, position);
      if (wildcard < position) {
        throw fault(MqttFault.TOPIC_NAME_WILDCARD, field, wildcard);
      }
    }
    return from;
  }

  TopicName topicName(String field) throws MqttException {
    int from = skipTopicName(field);
    return new TopicName(Arrays.copyOfRange(bytes, from, position));
  }

  TopicFilter topicFilter() throws MqttException {
    String field = "topic filter";
    int from = skipTopic(field);
    if (!Utf8.isPlain(bytes, from, position)) {
      requireText(from, position, field, MqttFault.TOPIC_NULL_CHARACTER);
      for (int i = from; i < position; i++) {
        MqttFault misplaced = TopicFilter.misplacedWildcard(bytes, from, position, i);
        if (misplaced != null) {
          throw fault(misplaced, field, i);
        }
      }
    }
    return new TopicFilter(Arrays.copyOfRange(bytes, from, position));
  }

  /** The packet has been read; what is left over is a fault. */
  void finish() throws MqttException {
    if (position != end) {
      throw MqttFault.TRAILING_BYTES.with(remaining() + " bytes after the last field of " + header.type());
    }
  }

  /** {@code broken} by {@code field}, at the index {@code at} of the array. */
  MqttException fault(MqttFault broken, String field, int at) {
    int offset = at - start;
    return broken.with(header.type() + " " + field + ", byte " + offset + " of " + (end - start) + " after the header");
  }

  private int skipTopic(String field) throws MqttException {
    int length = lengthOf(field);
    if (length == 0) {
      throw fault(MqttFault.TOPIC_EMPTY, field, position);
    }
    return skip(length);
  }

  private int lengthOf(String field) throws MqttException {
    int length = u16(field);
    need(length, field);
    return length;
  }

  private int skip(int length) {
    int from = position;
    position += length;
    return from;
  }

  private void requireText(int from, int to, String field, MqttFault ifNull) throws MqttException {
    int wellFormed = Utf8.wellFormedUpTo(bytes, from, to);
    if (wellFormed < to) {
      throw fault(MqttFault.UTF8_ILL_FORMED, field, wellFormed);
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        throw fault(ifNull, field, i);
      }
    }
  }

  private void need(int length, String field) throws MqttException {
    if (length > end - position) {
      throw MqttFault.FIELD_PAST_END.with(
          header.type() + " " + field + " needs " + length + " bytes, " + remaining() + " are left");
    }
  }
}
