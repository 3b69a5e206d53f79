package dev.plumbline.engine.device;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;

/** Whether the device's one engine is free when a verb asks for it. */
public interface Availability {
  /** Free at all times. */
  Availability ALWAYS = () -> {};

  /** @throws EngineException with {@code BUSY} if somebody else holds the engine; the verb may be repeated */
  void enter() throws EngineException;

  /** Held by somebody else at every {@code period}th call. */
  static Availability busyEvery(int period, DeviceStatus conflict) {
    if (period < 2) {
      throw new IllegalArgumentException(
          "an engine that is busy at every call never works; the period must be 2 or more");
    }
    return new Availability() {
      private int calls;

      @Override
      public void enter() throws EngineException {
        calls++;
        if (calls == period) {
          calls = 0;
          throw new EngineException(EngineException.Kind.BUSY, "somebody else holds the engine", conflict, null);
        }
      }
    };
  }
}
