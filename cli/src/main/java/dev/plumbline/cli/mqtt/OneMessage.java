package dev.plumbline.cli.mqtt;

import dev.plumbline.mqtt.Payload;

/** One message, once. */
final class OneMessage implements MessageSource {
  private Payload message;

  OneMessage(Payload message) {
    this.message = message;
  }

  @Override
  public Payload poll() {
    Payload next = message;
    message = null;
    return next;
  }

  @Override
  public boolean exhausted() {
    return message == null;
  }
}
