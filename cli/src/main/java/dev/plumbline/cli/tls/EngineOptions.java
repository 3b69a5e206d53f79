package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.engine.spec.KeyHome;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What computes, and where the device keeps what it needs. */
public final class EngineOptions {
  @Option(names = "--engine", paramLabel = "ENGINE[:SWITCH=VALUE,…]",
      description = "What computes: software, jca, sce7, sce9 or secure-element, with its switches, such as"
          + " sce7:endian=big,anchors=rom (default: software, or the profile's).")
  String engine;

  @Option(names = "--anchors-in", paramLabel = "ram|rom", description = "Where the device keeps its trust anchors.")
  String anchorsIn;

  @Option(names = "--key-in", paramLabel = "ram|rom|slot:N", description = "Where the device keeps its private key.")
  String keyIn;

  /** The engine that the options come to: the one named, else the profile's, else software. */
  EngineSpec spec(Optional<DeviceProfile> device) throws CommandFailure {
    EngineSpec spec = engine != null
        ? Arguments.read(() -> EngineSpec.parse(engine))
        : device.map(one -> one.engine().spec()).orElse(EngineSpec.SOFTWARE);
    if (anchorsIn != null) {
      spec = spec.withAnchorsIn(read("--anchors-in", () -> Switches.choice(MemoryRegion.class, anchorsIn)));
    }
    if (keyIn != null) {
      EngineSpec before = spec;
      spec = read("--key-in", () -> before.withKeysIn(KeyHome.parse(keyIn)));
    }
    return spec;
  }

  private static <T> T read(String option, Supplier<T> value) throws CommandFailure {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage(), e);
    }
  }

  public boolean anyGiven() {
    return engine != null || anchorsIn != null || keyIn != null;
  }
}
