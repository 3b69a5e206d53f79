package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Recognised;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of the device itself: by its profile, its configuration, its own words. */
final class DeviceFacts {
  private final Facts facts;

  DeviceFacts(Facts facts) {
    this.facts = facts;
  }

  /** What the client gave away of itself. */
  Recognised recognised() {
    return new Recognised(
        facts.stack().title(), Peers.profile(facts), facts.clock().flatMap(DeviceClock::time));
  }

  /** The device's buffers, by the profile that was named or recognised. */
  Optional<Buffers> buffers() {
    return Peers.profile(facts).map(DeviceProfile::buffers);
  }

  /** What its hardware engine can do; empty where software computes, which can do whatever it was built for. */
  Optional<EngineProfile> engineProfile() {
    return engine().flatMap(HardwareEngines::profile);
  }

  /** What computes: our own client's engine is known, a device's follows from its profile. */
  private Optional<EngineSpec> engine() {
    return settings().engine().or(() -> Peers.profile(facts).map(profile -> profile.engine().spec()));
  }

  boolean anchorOnP384() {
    return facts.evidence().anchors().stream().flatMap(List::stream)
        .anyMatch(anchor -> anchor.curve().filter(curve -> curve.ianaName().equals("secp384r1")).isPresent());
  }

  /** The code that the stack reported. */
  Optional<String> code() {
    return facts.evidence().code();
  }

  /** The lines of the device's configuration that say something, and the engine of our own client. */
  List<EvidenceItem> settingsEvidence() {
    return Stream.concat(
            settings().lines().stream().map(line -> "the configuration says: " + line),
            settings().engine().stream().map(engine -> "this client's engine: " + engine))
        .map(EvidenceItem::of)
        .toList();
  }

  /** A line of the device's configuration or log that has this code. */
  Optional<String> codeInLog(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    return settings().lines().stream().filter(line -> line.toUpperCase(Locale.ROOT).contains(wanted)).findFirst();
  }

  private DeviceSettings settings() {
    return facts.evidence().settings();
  }
}
