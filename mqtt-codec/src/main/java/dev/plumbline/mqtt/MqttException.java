package dev.plumbline.mqtt;

/** What was received breaks MQTT 3.1.1, and the connection must be closed. Never quotes a payload or a password. */
public final class MqttException extends Exception {
  private static final long serialVersionUID = 1L;

  private final MqttFault fault;
  private final String detail;

  MqttException(MqttFault fault, String detail) {
    super(fault.describe(detail));
    this.fault = fault;
    this.detail = detail;
  }

  /** The rule that was broken. */
  public MqttFault fault() {
    return fault;
  }

  /** Where and how, as "CONNECT client identifier at byte 3 of 7". */
  public String detail() {
    return detail;
  }
}
