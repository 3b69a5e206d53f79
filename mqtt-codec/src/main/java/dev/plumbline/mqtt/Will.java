package dev.plumbline.mqtt;

import java.util.Objects;

/**
 * The message that the server publishes if this client's connection ends without DISCONNECT (MQTT 3.1.1 §3.1.2.5).
 *
 * <p>The specification asks of a will topic only that it is UTF-8 (MQTT-3.1.3-10); as the server is to publish to it,
 * it is held to the rules of a topic name here, both ways.
 *
 * @param topicName where it is published
 * @param message what is published, at most 65535 bytes
 * @param qos how it is published
 * @param retain whether the server keeps it for later subscribers
 */
public record Will(TopicName topicName, Payload message, QoS qos, boolean retain) {
  public Will {
    Objects.requireNonNull(topicName, "topicName");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(qos, "qos");
    if (message.length() > Utf8.MAXIMUM_LENGTH) {
      throw MqttFault.STRING_TOO_LONG.refuse("will message of " + message.length() + " bytes");
    }
  }
}
