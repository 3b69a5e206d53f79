package dev.plumbline.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client subscribes to: a topic name in which {@code +} may stand for one level and a last {@code #} for all
 * that follow (MQTT 3.1.1 §4.7.1). 1 to 65535 bytes of UTF-8, valid by construction, immutable.
 */
public final class TopicFilter {
  private final byte[] utf8;

  /** Takes over bytes that are known to be a valid topic filter. */
  TopicFilter(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * The topic filter with this text.
   *
   * @throws IllegalArgumentException if MQTT 3.1.1 §4.7 does not allow it; the message says why
   */
  public static TopicFilter of(String text) {
    byte[] utf8 = TopicName.requireTopic(text, "topic filter");
    for (int i = 0; i < utf8.length; i++) {
      MqttFault misplaced = misplacedWildcard(utf8, 0, utf8.length, i);
      if (misplaced != null) {
        throw misplaced.refuse("byte " + i + " of topic filter \"" + text + "\"");
      }
    }
    return new TopicFilter(utf8);
  }

  /** The rule that the byte at {@code at} breaks, or null; a filter reaches from {@code from} to before {@code to}. */
  static MqttFault misplacedWildcard(byte[] utf8, int from, int to, int at) {
    boolean startsLevel = at == from || utf8[at - 1] == '/';
    boolean endsFilter = at + 1 == to;
    if (utf8[at] == '#' && !(startsLevel && endsFilter)) {
      return MqttFault.FILTER_MULTI_LEVEL_WILDCARD;
    }
    if (utf8[at] == '+' && !(startsLevel && (endsFilter || utf8[at + 1] == '/'))) {
      return MqttFault.FILTER_SINGLE_LEVEL_WILDCARD;
    }
    return null;
  }

  /** The bytes this filter takes in UTF-8, 1 to 65535. */
  public int length() {
    return utf8.length;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicFilter filter && Arrays.equals(utf8, filter.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The filter's text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
