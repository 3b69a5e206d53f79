package dev.plumbline.mqtt;

/** What a server answers to CONNECT (MQTT 3.1.1 §3.2.2.3, Table 3.1). Its number on the wire is its ordinal. */
public enum ConnectReturnCode {
  ACCEPTED("connection accepted"),
  UNACCEPTABLE_PROTOCOL_VERSION("the server does not support this version of the protocol"),
  IDENTIFIER_REJECTED("the client identifier is well-formed but not allowed"),
  SERVER_UNAVAILABLE("the MQTT service is unavailable"),
  BAD_USER_NAME_OR_PASSWORD("the user name or password is malformed"),
  NOT_AUTHORIZED("the client is not authorized to connect");

  private static final ConnectReturnCode[] BY_NUMBER = values();

  private final String sentence;

  ConnectReturnCode(String sentence) {
    this.sentence = sentence;
  }

  /** The number on the wire, 0 to 5. */
  public int number() {
    return ordinal();
  }

  /** What the code means, for a person; starts in lower case and has no full stop. */
  public String sentence() {
    return sentence;
  }

  /** The code with this number, or null for the reserved 6 to 255. */
  static ConnectReturnCode ofNumber(int number) {
    return number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }
}
