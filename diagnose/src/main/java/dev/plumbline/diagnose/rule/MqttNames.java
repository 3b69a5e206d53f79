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

  /** What a return code of CONNACK means (MQTT 3.1.1 §3.2.2.3), or a reason code (MQTT 5 §3.2.2.2). */
  static String returnCode(int code) {
    return switch (code) {
      case 1 -> "it does not speak this version of MQTT";
      case 2 -> "it does not allow this client id";
      case 3 -> "it is not available";
      case 4 -> "user name or password are malformed";
      case 5 -> "the client is not authorised";
      default -> code < 0x80 ? "no meaning in MQTT 3.1.1" : reason(code) + " (MQTT 5)";
    };
  }

  /** A reason code of MQTT 5 that is an error (MQTT 5 §2.4). */
  static String reason(int code) {
    return switch (code) {
      case 0x81 -> "the packet is malformed";
      case 0x82 -> "the packet breaks the protocol";
      case 0x84 -> "it does not speak this version of MQTT";
      case 0x85 -> "it does not allow this client id";
      case 0x86 -> "user name or password are wrong";
      case 0x87 -> "the client is not authorised";
      case 0x88, 0x89, 0x8B -> "it is not available";
      case 0x8A -> "the client is banned";
      case 0x8C -> "it does not know this way of authentication";
      case 0x8D -> "the client was silent for longer than its keep alive";
      case 0x8E -> "another connection took this client id over";
      case 0x8F, 0x90 -> "it does not take this topic";
      case 0x93, 0x96, 0x97, 0x9F -> "the client sends too much";
      case 0x95 -> "the packet is larger than it takes";
      case 0x99 -> "the message is not of the announced form";
      case 0x9A -> "it keeps no retained messages";
      case 0x9B -> "it does not have this QoS";
      case 0x9C, 0x9D -> "the client is to use another server";
      case 0x9E, 0xA1, 0xA2 -> "it does not have this kind of subscription";
      default -> "it gives no reason that is known";
    };
  }
}
