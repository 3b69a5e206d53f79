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
   * Why the device can't take this message, in a sentence without a full stop; empty if it can.
   *
   * @param message borrowed for the call
   * @param records over how many records it came
   */
  Optional<String> refusal(RawMessage message, int records);
}
