package dev.plumbline.engine.device;

import java.util.EnumMap;
import java.util.Map;

/** What each operation takes on a device, each entry with where the figure comes from. */
public final class CostTable {
  /**
   * One figure.
   *
   * @param micros microseconds for one unit of the operation
   * @param source who measured it, or {@code estimate}
   */
  public record Cost(double micros, String source) {}

  private final Map<Operation, Cost> costs;

  public CostTable(Map<Operation, Cost> costs) {
    this.costs = new EnumMap<>(costs);
  }

  public Map<Operation, Cost> costs() {
    return new EnumMap<>(costs);
  }

  /** The estimated time of what was counted, in milliseconds; operations without a figure count as nothing. */
  public double millis(Map<Operation, Long> counts) {
    double micros = 0;
    for (Map.Entry<Operation, Long> counted : counts.entrySet()) {
      Cost cost = costs.get(counted.getKey());
      micros += cost == null ? 0 : cost.micros() * counted.getValue();
    }
    return micros / 1000;
  }
}
