package dev.plumbline.diagnose.flow;

import java.util.Set;

/**
 * Tells which end of a connection is the client where its beginning was not captured: by what only one end says, else
 * by the ports.
 */
final class ClientGuess {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 3;
  private static final int TYPE_AT = 5;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int MQTT_CONNECT = 0x10;
  private static final int MQTT_CONNACK = 0x20;
  private static final int MQTT_PINGREQ = 0xC0;
  private static final int MQTT_PINGRESP = 0xD0;
  private static final int PROTOCOL_NAME_WITHIN = 9;

  /** Where brokers listen; an embedded stack may well take a lower port than these for its own end. */
  private static final Set<Integer> LISTENING = Set.of(80, 443, 1883, 8080, 8443, 8883, 8884);

  private ClientGuess() {}

  /** Who must have sent this first payload of a side, or null if either may have. */
  static Side sender(Segment s) {
    if (s.captured < 2) {
      return null;
    }
    int first = at(s, 0);
    if (first == TLS_HANDSHAKE && at(s, 1) == TLS_MAJOR && s.captured > TYPE_AT) {
      int type = at(s, TYPE_AT);
      return type == CLIENT_HELLO ? Side.CLIENT : type == SERVER_HELLO ? Side.SERVER : null;
    }
    if (first == MQTT_CONNECT && namesMqtt(s)) {
      return Side.CLIENT;
    }
    if (first == MQTT_CONNACK && at(s, 1) == 2 && s.length == 4) {
      return Side.SERVER;
    }
    if (s.length == 2 && at(s, 1) == 0) {
      return first == MQTT_PINGREQ ? Side.CLIENT : first == MQTT_PINGRESP ? Side.SERVER : null;
    }
    return null;
  }

  /** The protocol name follows the remaining length, which takes one to four bytes (MQTT 3.1.1 §3.1). */
  private static boolean namesMqtt(Segment s) {
    for (int i = 2; i < PROTOCOL_NAME_WITHIN && i + 1 < s.captured; i++) {
      if (at(s, i) == 'M' && at(s, i + 1) == 'Q') {
        return true;
      }
    }
    return false;
  }

  private static int at(Segment s, int index) {
    return s.array[s.offset + index] & 0xFF;
  }

  /** Whether the near end is the client, as far as ports can tell. */
  static boolean nearIsClient(FlowKey key) {
    boolean nearListens = LISTENING.contains(key.nearPort());
    boolean farListens = LISTENING.contains(key.farPort());
    return nearListens == farListens ? key.nearPort() > key.farPort() : farListens;
  }
}
