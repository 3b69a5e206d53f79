package dev.plumbline.mqtt;

import java.util.Objects;

/**
 * One request in a SUBSCRIBE (MQTT 3.1.1 §3.8.3).
 *
 * @param topicFilter what to receive
 * @param qos the highest QoS to receive it at
 */
public record Subscription(TopicFilter topicFilter, QoS qos) {
  public Subscription {
    Objects.requireNonNull(topicFilter, "topicFilter");
    Objects.requireNonNull(qos, "qos");
  }
}
