package dev.plumbline.engine.element;

import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.spi.Primitives;

/** Engines with a simulated secure element, and with arithmetic that a test has its hands on. */
public final class ElementDevices {
  private ElementDevices() {}

  public static DeviceEngine element(ElementRules rules, Primitives arithmetic, Entropy entropy) {
    return SecureElements.engine(rules, arithmetic, entropy);
  }
}
