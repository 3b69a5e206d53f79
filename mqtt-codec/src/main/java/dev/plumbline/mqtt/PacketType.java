package dev.plumbline.mqtt;

/** The fourteen control packet types, in the order of their numbers (MQTT 3.1.1 §2.2.1). */
public enum PacketType {
  CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT;
}
