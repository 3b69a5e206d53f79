package dev.plumbline.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name a message is published to: 1 to 65535 bytes of UTF-8 without wildcards and U+0000 (MQTT 3.1.1 §4.7). Valid
 * by construction and immutable; kept as it is on the wire, so that publishing to it again encodes nothing.
 */
public final class TopicName {
  private final byte[] utf8;

  /** Takes over bytes that are known to be a valid topic name. */
  TopicName(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * The topic name with this text.
   *
   * @throws IllegalArgumentException if MQTT 3.1.1 §4.7 does not allow it; the message says why
   */
  public static TopicName of(String text) {
    byte[] utf8 = requireTopic(text, "topic name");
    int wildcard = firstWildcard(utf8, 0, utf8.length);
    if (wildcard < utf8.length) {
      throw MqttFault.TOPIC_NAME_WILDCARD.refuse("byte " + wildcard + " of topic name \"" + text + "\"");
    }
    return new TopicName(utf8);
  }

  /** What names and filters have in common (MQTT 3.1.1 §4.7.3). */
  static byte[] requireTopic(String text, String what) {
    if (text.isEmpty()) {
      throw MqttFault.TOPIC_EMPTY.refuse(what);
    }
    if (text.indexOf(0) >= 0) {
      throw MqttFault.TOPIC_NULL_CHARACTER.refuse(what + " at character " + text.indexOf(0));
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > Utf8.MAXIMUM_LENGTH) {
      throw MqttFault.TOPIC_TOO_LONG.refuse(what + " of " + utf8.length + " bytes");
    }
    Utf8.encodedLength(text, what);
    return utf8;
  }

  /** The index of the first {@code +} or {@code #}, or {@code to} if there is none. */
  static int firstWildcard(byte[] utf8, int from, int to) {
    int at = from;
    while (at < to && utf8[at] != '+' && utf8[at] != '#') {
      at++;
    }
    return at;
  }

  /** The bytes this name takes in UTF-8, 1 to 65535. */
  public int length() {
    return utf8.length;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicName name && Arrays.equals(utf8, name.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The name's text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
