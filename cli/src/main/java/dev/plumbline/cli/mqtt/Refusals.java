package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.ConnectReturnCode;

/** What to do about a CONNACK that does not accept. */
final class Refusals {
  private Refusals() {}

  static CommandFailure of(ConnectReturnCode code) {
    String advice = switch (code) {
      case IDENTIFIER_REJECTED -> "choose another client identifier with -i";
      case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED -> "check -u and -P, and what the broker allows this client";
      case UNACCEPTABLE_PROTOCOL_VERSION -> "this client speaks MQTT 3.1.1 only";
      default -> "try again later";
    };
    return CommandFailure.failed(
        "the broker refused the connection: " + code.sentence() + " (CONNACK " + code.number() + "); " + advice, null);
  }
}
