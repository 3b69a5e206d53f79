package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.MqttPacket;

/** Is told of every packet in the order of the wire; for those who print or record them. */
public interface PacketLog {
  /** Wants to know nothing. */
  PacketLog NONE = new PacketLog() { };

  /** A packet begins to leave; it may still be lost with the connection. */
  default void sent(MqttPacket packet) {
  }

  /** A packet has come, and has not been acted on yet. */
  default void received(MqttPacket packet) {
  }
}
