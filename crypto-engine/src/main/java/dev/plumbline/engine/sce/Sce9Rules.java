package dev.plumbline.engine.sce;

import dev.plumbline.engine.device.BufferRules.OnViolation;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.device.Switches.Switch;
import java.util.List;
import java.util.Map;

/**
 * The rules of an SCE9 in protected mode, as data; each is a switch.
 *
 * @param operands what an operand that is not in RAM, not word-aligned, or laid over another does: fail as the engine
 *     does, or be copied first as a port does
 * @param busyEvery somebody else holds the engine at every call with a number that this divides; 0 for never
 */
public record Sce9Rules(OnViolation operands, int busyEvery) {
  /** A port that copies what the engine would refuse, and has the engine for itself. */
  public static final Sce9Rules PORTED = new Sce9Rules(OnViolation.BOUNCE, 0);

  private static final int MAX_PERIOD = 1_000_000;

  private static final Switches<Sce9Rules> SWITCHES =
      new Switches<>(
          "sce9",
          Map.of(
              "operands",
              Switch.of(OnViolation.class, (rules, value) -> new Sce9Rules(value, rules.busyEvery())),
              "busy-every",
              Switch.open((rules, value) -> new Sce9Rules(rules.operands(), Switches.number(value, 2, MAX_PERIOD)))));

  /**
   * These rules with one switch set.
   *
   * @throws IllegalArgumentException naming what is allowed, if there is no such switch or it has no such value
   */
  public Sce9Rules with(String name, String value) {
    return SWITCHES.set(this, name, value);
  }

  /** Every switch whose values can be listed, with them. */
  public static Map<String, List<String>> switches() {
    return SWITCHES.values();
  }
}
