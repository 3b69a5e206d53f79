package dev.plumbline.engine.device;

import java.util.EnumMap;
import java.util.Map;

/** Counts an engine's operations. Not thread-safe: the engine that owns it serialises its callers. */
public final class OperationMeter {
  private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);

  public OperationMeter() {}

  public void count(Operation operation, long units) {
    counts.merge(operation, units, Long::sum);
  }

  public Map<Operation, Long> counts() {
    return new EnumMap<>(counts);
  }
}
