package dev.plumbline.diagnose.rule;

/** The names of MQTT's packet types (MQTT 3.1.1 §2.2.1). */
final class MqttNames {
  private static final String[] NAMES = {
    "a packet of the reserved type 0", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
    "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT",
    "a packet of the reserved type 15"
  };

  private MqttNames() {}

  static String of(int type) {
    return NAMES[type & 0x0f];
  }
}
