package dev.plumbline.tls.wire;

import java.util.Optional;

/**
 * What a device has room for, where that takes more than one size to say: asked about each whole handshake message of
 * the server that may come, before it is read.
 */
@FunctionalInterface
public interface Reception {
  /** Room for everything that the other limits let pass. */
  Reception ANYTHING = (message, records) -> Optional.empty();

  /**
   * Why a message can't be taken.
   *
   * @param limit a name for the limit that it goes over
   * @param sentence why, without a full stop
   */
  record Refusal(String limit, String sentence) {}

  /**
   * Why the device can't take this message; empty if it can.
   *
   * @param message borrowed for the call
   * @param records over how many records it came
   */
  Optional<Refusal> refusal(RawMessage message, int records);
}
