package dev.plumbline.cli.mqtt;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.mqtt.Payload;

/** Where the messages to publish come from. Asked by one thread. */
public interface MessageSource {
  /**
   * The next message, or null if none is here now.
   *
   * @throws CommandFailure if there is something that no message can carry
   */
  Payload poll() throws CommandFailure;

  /** Whether {@link #poll} has given all there will ever be. */
  boolean exhausted();

  /** Exactly one message. */
  static MessageSource of(Payload only) {
    return new OneMessage(only);
  }
}
