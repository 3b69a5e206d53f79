package dev.plumbline.diagnose.rule;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.Optional;

/** What a device's hardware can compute. */
final class HardwareEngines {
  private HardwareEngines() {}

  /** Empty for a stack that computes in software. */
  static Optional<EngineProfile> profile(EngineSpec spec) {
    if (spec.engine() == EngineSpec.Kind.SOFTWARE || spec.engine() == EngineSpec.Kind.JCA) {
      return Optional.empty();
    }
    try (CryptoEngine engine = spec.open(Engines.systemEntropy())) {
      return Optional.of(engine.profile());
    }
  }
}
