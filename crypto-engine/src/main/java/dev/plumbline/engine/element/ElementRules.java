package dev.plumbline.engine.element;

import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.device.Switches.Switch;
import java.util.List;
import java.util.Map;

/**
 * How a device uses its secure element, as data; each is a switch.
 *
 * @param slot where the device's private key is
 * @param verify who verifies signatures
 * @param configuration whether the element was locked, which it must be before it uses a key
 */
public record ElementRules(int slot, Verify verify, Configuration configuration) {
  /** Who verifies signatures. */
  public enum Verify {
    SOFTWARE,
    ELEMENT
  }

  /** The state of the configuration zone. */
  public enum Configuration {
    LOCKED,
    OPEN
  }

  /** The key in slot 0, the element locked, verification in software. */
  public static final ElementRules USUAL = new ElementRules(0, Verify.SOFTWARE, Configuration.LOCKED);

  /** The chip has sixteen; whether a slot takes a private key is for the chip to say. */
  private static final int LAST_SLOT = 15;

  private static final Switches<ElementRules> SWITCHES =
      new Switches<>(
          "secure-element",
          Map.of(
              "slot",
              Switch.open(
                  (rules, value) ->
                      new ElementRules(Switches.number(value, 0, LAST_SLOT), rules.verify(), rules.configuration())),
              "verify",
              Switch.of(Verify.class, (rules, value) -> new ElementRules(rules.slot(), value, rules.configuration())),
              "configuration",
              Switch.of(
                  Configuration.class, (rules, value) -> new ElementRules(rules.slot(), rules.verify(), value))));

  /**
   * These rules with one switch set.
   *
   * @throws IllegalArgumentException naming what is allowed, if there is no such switch or it has no such value
   */
  public ElementRules with(String name, String value) {
    return SWITCHES.set(this, name, value);
  }

  /** Every switch whose values can be listed, with them. */
  public static Map<String, List<String>> switches() {
    return SWITCHES.values();
  }
}
