package dev.plumbline.mqtt;

/**
 * Everything that can be wrong with a packet or with the order of packets: the only place where a failure gets its
 * normative statement, its section of MQTT 3.1.1 and its sentence. Every fault ends the connection without a
 * DISCONNECT (MQTT-4.8.0-1). A rule that has a section but no statement of its own bears that general statement.
 *
 * <p>Faults of bytes received become a checked {@link MqttException}; the same rule broken by a caller who builds a
 * packet is an {@link IllegalArgumentException} with the same sentence.
 */
public enum MqttFault {
  FORBIDDEN_PACKET_TYPE("MQTT-4.8.0-1", "2.2.1", "packet types 0 and 15 are forbidden"),
  WRONG_DIRECTION("MQTT-4.8.0-1", "2.2.1", "this packet type does not travel in this direction"),
  RESERVED_FLAGS("MQTT-2.2.2-2", "2.2.2", "the reserved flag bits of the fixed header are fixed by the packet type"),
  REMAINING_LENGTH_TOO_LONG("MQTT-4.8.0-1", "2.2.3", "the remaining length takes at most four bytes"),
  REMAINING_LENGTH_NOT_MINIMAL("MQTT-4.8.0-1", "2.2.3", "the remaining length is encoded in more bytes than it needs"),
  WRONG_REMAINING_LENGTH("MQTT-4.8.0-1", "2.2.3", "the remaining length cannot be right for this packet type"),
  PACKET_TOO_LARGE("MQTT-4.8.0-2", "4.8", "the packet is larger than this end accepts"),
  FIELD_PAST_END("MQTT-4.8.0-1", "2.2.3", "a field runs past the end of its packet"),
  TRAILING_BYTES("MQTT-4.8.0-1", "2.2.3", "bytes follow the last field of the packet"),

  UTF8_ILL_FORMED("MQTT-1.5.3-1", "1.5.3", "a string must be well-formed UTF-8 without surrogates"),
  UTF8_NULL_CHARACTER("MQTT-1.5.3-2", "1.5.3", "a string must not contain U+0000"),
  STRING_TOO_LONG("MQTT-4.8.0-1", "1.5.3", "a string or binary field has at most 65535 bytes"),
  PACKET_ID_ZERO("MQTT-2.3.1-1", "2.3.1", "a packet identifier must not be zero"),
  PACKET_ID_WITHOUT_QOS("MQTT-2.3.1-5", "2.3.1", "a PUBLISH at QoS 0 has no packet identifier"),

  PROTOCOL_NAME("MQTT-3.1.2-1", "3.1.2.1", "the protocol name must be MQTT"),
  PROTOCOL_LEVEL("MQTT-3.1.2-2", "3.1.2.2", "the protocol level of MQTT 3.1.1 is 4"),
  CONNECT_RESERVED_FLAG("MQTT-3.1.2-3", "3.1.2.3", "the reserved connect flag must be 0"),
  WILL_QOS_WITHOUT_WILL("MQTT-3.1.2-13", "3.1.2.6", "without a will the will QoS must be 0"),
  WILL_QOS_3("MQTT-3.1.2-14", "3.1.2.6", "the will QoS must not be 3"),
  WILL_RETAIN_WITHOUT_WILL("MQTT-3.1.2-15", "3.1.2.7", "without a will the will retain flag must be 0"),
  PASSWORD_WITHOUT_USER_NAME("MQTT-3.1.2-22", "3.1.2.9", "without a user name there must be no password"),
  EMPTY_CLIENT_ID_KEEPS_SESSION("MQTT-3.1.3-7", "3.1.3.1", "an empty client identifier needs a clean session"),

  CONNACK_RESERVED_FLAGS("MQTT-4.8.0-1", "3.2.2.1", "bits 7 to 1 of the connect acknowledge flags must be 0"),
  CONNECT_RETURN_CODE("MQTT-3.2.2-6", "3.2.2.3", "this connect return code is reserved"),
  SESSION_PRESENT_WITH_REFUSAL("MQTT-3.2.2-4", "3.2.2.2", "a refused connection must not announce a stored session"),

  PUBLISH_QOS_3("MQTT-3.3.1-4", "3.3.1.2", "the QoS of a PUBLISH must not be 3"),
  DUP_WITHOUT_QOS("MQTT-3.3.1-2", "3.3.1.1", "DUP must be 0 in a PUBLISH at QoS 0"),
  TOPIC_NAME_WILDCARD("MQTT-3.3.2-2", "3.3.2.1", "a topic name must not contain wildcard characters"),
  TOPIC_EMPTY("MQTT-4.7.3-1", "4.7.3", "a topic name or filter has at least one character"),
  TOPIC_NULL_CHARACTER("MQTT-4.7.3-2", "4.7.3", "a topic name or filter must not contain U+0000"),
  TOPIC_TOO_LONG("MQTT-4.7.3-3", "4.7.3", "a topic name or filter has at most 65535 bytes"),
  FILTER_MULTI_LEVEL_WILDCARD("MQTT-4.7.1-2", "4.7.1.2", "# must be a whole level and the last one"),
  FILTER_SINGLE_LEVEL_WILDCARD("MQTT-4.7.1-3", "4.7.1.3", "+ must be a whole level"),

  SUBSCRIBE_WITHOUT_FILTER("MQTT-3.8.3-3", "3.8.3", "a SUBSCRIBE has at least one topic filter"),
  SUBSCRIBE_QOS("MQTT-3.8.3-4", "3.8.3", "a requested QoS is 0, 1 or 2 with its upper six bits zero"),
  SUBACK_RETURN_CODE("MQTT-3.9.3-2", "3.9.3", "a SUBACK return code is 0x00, 0x01, 0x02 or 0x80"),
  SUBACK_RETURN_CODE_COUNT("MQTT-3.8.4-5", "3.8.4", "a SUBACK has one return code for each topic filter"),
  UNSUBSCRIBE_WITHOUT_FILTER("MQTT-3.10.3-2", "3.10.3", "an UNSUBSCRIBE has at least one topic filter"),

  CONNACK_NOT_FIRST("MQTT-3.2.0-1", "3.2", "the first packet from the server must be a CONNACK, and only the first"),
  SESSION_PRESENT_AFTER_CLEAN("MQTT-3.2.2-1", "3.2.2.2", "a clean session must not be answered with a stored one"),
  ANSWER_OF_WRONG_KIND("MQTT-4.8.0-1", "4.3", "the message with this packet identifier has another QoS or stage"),
  SUBACK_UNASKED("MQTT-3.8.4-2", "3.8.4", "a SUBACK must have the packet identifier of a SUBSCRIBE"),
  UNSUBACK_UNASKED("MQTT-3.10.4-4", "3.10.4", "an UNSUBACK must have the packet identifier of an UNSUBSCRIBE"),
  CONNACK_OVERDUE("MQTT-4.8.0-2", "3.1.4", "the server did not answer CONNECT in time"),
  PINGRESP_OVERDUE("MQTT-4.8.0-2", "3.1.2.10", "the server did not answer PINGREQ in time");

  private final String statement;
  private final String section;
  private final String sentence;

  MqttFault(String statement, String section, String sentence) {
    this.statement = statement;
    this.section = section;
    this.sentence = sentence;
  }

  /** The normative statement, as {@code MQTT-3.1.2-22}. */
  public String statement() {
    return statement;
  }

  /** The section of MQTT 3.1.1 that has the rule, as {@code 3.1.2.9}. */
  public String section() {
    return section;
  }

  /** What the rule says, for a person; starts in lower case and has no full stop. */
  public String sentence() {
    return sentence;
  }

  /** This fault as an exception; {@code detail} says where and how, and never quotes a payload or a password. */
  public MqttException with(String detail) {
    return new MqttException(this, detail);
  }

  /** This fault as the complaint about a caller who asks for what the rule forbids. */
  public IllegalArgumentException refuse(String detail) {
    return new IllegalArgumentException(describe(detail));
  }

  String describe(String detail) {
    return statement + " (MQTT 3.1.1 §" + section + "): " + sentence + ": " + detail;
  }
}
