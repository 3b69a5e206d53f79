package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which device this client shall be: how it speaks, what computes, and where it keeps what it needs. */
public final class DeviceOptions {
  @Mixin EngineOptions engine = new EngineOptions();

  @Option(names = "--profile", paramLabel = "PROFILE[:SWITCH=VALUE,…]",
      description = "Speak as this device and say what it would report; 'plumbline profiles' lists them.")
  String profile;

  EngineSpec spec(Optional<DeviceProfile> device) throws CommandFailure {
    return engine.spec(device);
  }

  Optional<DeviceProfile> profile() throws CommandFailure {
    try {
      return profile == null ? Optional.empty() : Optional.of(Profiles.parse(profile));
    } catch (ProfileException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  boolean anyGiven() {
    return engine.anyGiven() || profile != null;
  }
}
