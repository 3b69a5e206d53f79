package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.Optional;

/** What the hardware behind a device profile can compute. */
final class HardwareEngines {
  private HardwareEngines() {}

  /** Empty for a stack that computes in software. */
  static Optional<EngineProfile> profile(DeviceProfile device) {
    EngineSpec spec = device.engine().spec();
    if (spec.engine() == EngineSpec.Kind.SOFTWARE || spec.engine() == EngineSpec.Kind.JCA) {
      return Optional.empty();
    }
    try (CryptoEngine engine = spec.open(Engines.systemEntropy())) {
      return Optional.of(engine.profile());
    }
  }
}
