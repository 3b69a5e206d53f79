package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.dissect.FieldReader.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Packets of MQTT 3.1.1: CONNECT and CONNACK down to their fields, PUBLISH to its topic, the others as bytes. */
final class MqttFields {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final List<String> TYPES = List.of("Reserved", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC",
      "PUBREL", "PUBCOMP", "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT",
      "Reserved");
  private static final List<String> RETURN_CODES = List.of("Connection Accepted",
      "Connection Refused, unacceptable protocol version", "Connection Refused, identifier rejected",
      "Connection Refused, Server unavailable", "Connection Refused, bad user name or password",
      "Connection Refused, not authorized");

  private MqttFields() {}

  static Field packet(byte[] bytes) {
    List<Field> fields = FieldReader.read(bytes, 0, Math.min(bytes.length, Dissector.LONGEST), MqttFields::read);
    String name = bytes.length == 0 ? "MQTT" : TYPES.get((bytes[0] & 0xf0) >> 4);
    return new Field(name, 0, bytes.length, "", "a packet of MQTT 3.1.1", fields);
  }

  private static void read(FieldReader in) throws CutOff {
    int first = in.number("packet type and flags", 1, value -> TYPES.get(value >> 4) + ", flags "
        + HexFormat.of().toHexDigits((byte) (value & 0xf)).charAt(1), value -> "MQTT 3.1.1 §2.2");
    remainingLength(in);
    switch (first >> 4) {
      case CONNECT -> connect(in);
      case CONNACK -> connAck(in);
      case PUBLISH -> publish(in, first);
      default -> {
        if (in.left() > 0) {
          in.opaque("body", in.left(), "");
        }
      }
    }
  }

  /** One to four bytes, seven bits each, the lowest first (MQTT 3.1.1 §2.2.3). */
  private static void remainingLength(FieldReader in) throws CutOff {
    int length = 0;
    int octets = 0;
    int octet;
    do {
      if (octets == 4 || octets >= in.left()) {
        throw new CutOff("Remaining Length");
      }
      octet = in.source()[in.position() + octets] & 0xff;
      length |= (octet & 0x7f) << 7 * octets++;
    } while (octet >= 0x80);
    int there = in.left() - octets;
    in.opaque("Remaining Length", octets, Integer.toString(length),
        there < length ? "only " + there + " are there" : "");
  }

  /** MQTT 3.1.1 §3.1. */
  private static void connect(FieldReader in) throws CutOff {
    in.opaqueVector("Protocol Name", 2, Span::text, span -> "");
    in.number("Protocol Level", 1, Integer::toString, level -> level == 4 ? "MQTT 3.1.1"
        : level == 3 ? "MQTT 3.1" : level == 5 ? "MQTT 5.0" : "");
    int flags = in.number("Connect Flags", 1, MqttFields::flags,
        value -> (value & 0xc0) == 0x40 ? "a password without a user name, which MQTT-3.1.2-22 forbids" : "");
    in.number("Keep Alive", 2, seconds -> seconds + " s", seconds -> seconds == 0 ? "never" : "");
    in.opaqueVector("Client Identifier", 2, Span::text, span -> "");
    if ((flags & 0x04) != 0) {
      in.opaqueVector("Will Topic", 2, Span::text, span -> "");
      in.opaqueVector("Will Message", 2, span -> Field.REDACTED, span -> FieldReader.bytes(span.length()));
    }
    if ((flags & 0x80) != 0) {
      in.opaqueVector("User Name", 2, Span::text, span -> "");
    }
    if ((flags & 0x40) != 0) {
      in.opaqueVector("Password", 2, span -> Field.REDACTED, span -> FieldReader.bytes(span.length()));
    }
  }

  private static String flags(int flags) {
    List<String> set = new ArrayList<>();
    String[] names = {"reserved", "Clean Session", "Will", "", "", "Will Retain", "Password", "User Name"};
    for (int bit = 7; bit >= 0; bit--) {
      if ((flags & 1 << bit) != 0 && !names[bit].isEmpty()) {
        set.add(names[bit]);
      }
    }
    int qos = flags >> 3 & 3;
    if (qos != 0) {
      set.add("Will QoS " + qos);
    }
    return set.isEmpty() ? "none" : String.join(", ", set);
  }

  /** MQTT 3.1.1 §3.2. */
  private static void connAck(FieldReader in) throws CutOff {
    in.number("Connect Acknowledge Flags", 1, flags -> (flags & 1) != 0 ? "Session Present" : "none");
    in.number("Connect Return code", 1, MqttFields::returnCode);
  }

  private static String returnCode(int code) {
    return (code < RETURN_CODES.size() ? RETURN_CODES.get(code) : "unknown") + " (" + code + ")";
  }

  /** MQTT 3.1.1 §3.3: what is published is the application's alone. */
  private static void publish(FieldReader in, int first) throws CutOff {
    in.opaqueVector("Topic Name", 2, Span::text, span -> "");
    if ((first & 0x06) != 0) {
      in.number("Packet Identifier", 2);
    }
    if (in.left() > 0) {
      in.opaque("Payload", in.left(), Field.REDACTED, FieldReader.bytes(in.left()));
    }
  }
}
