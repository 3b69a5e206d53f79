package dev.plumbline.engine.device;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;

/** Whether the device's one engine is free when a verb asks for it. */
public interface Availability {
  /** Free at all times. */
  Availability ALWAYS = () -> {};

  /** @throws EngineException with {@code BUSY} if somebody else holds the engine; the verb may be repeated */
  void enter() throws EngineException;

  /**
   * Held by somebody else at the {@code period}th call, and then after gaps that grow by as much each time: a step of several
   * calls that is begun anew after each conflict gets through in the end.
   */
  static Availability busyEvery(int period, DeviceStatus conflict) {
    if (period < 2) {
      throw new IllegalArgumentException("an engine that is busy at every call never works; the period must be 2 or more");
    }
    return new Availability() {
      private int calls;
      private int gap = period;

      @Override
      public void enter() throws EngineException {
        calls++;
        if (calls == gap) {
          calls = 0;
          gap += period;
          throw new EngineException(EngineException.Kind.BUSY, "somebody else holds the engine", conflict, null);
        }
      }
    };
  }
}
