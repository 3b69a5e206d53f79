package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.ProfileSwitch;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.replay.FlightReplay;
import dev.plumbline.diagnose.replay.SwitchSearch;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a replay together from the facts of a connection: which device it is, whom it trusts, what time it has. */
final class Replays {
  /** The switches that say how much a device takes. */
  private static final List<String> SIZES = List.of("packet-buffer", "in-content-len");

  /** What a clock is set to that begins the random with zeros: one that is not there comes before one at 1970. */
  private static final List<String> NO_TIME = List.of("none", "unset", "epoch");

  private final Facts facts;
  private final List<String> notes = new ArrayList<>();

  private Replays(Facts facts) {
    this.facts = facts;
  }

  /** A search for the settings with which the device ends as it did; the facts have a ClientHello. */
  static SwitchSearch search(Facts facts) {
    Replays replays = new Replays(facts);
    FlightReplay replay = flight(facts, replays.device(), replays.anchors());
    boolean clock = facts.clock().flatMap(DeviceClock::time).isPresent();
    return new SwitchSearch(facts.conversation(), replay, clock, facts.evidence(), replays.notes);
  }

  /** The flight of a connection that has a ClientHello. */
  static FlightReplay flight(Facts facts, DeviceProfile device, List<ParsedCertificate> anchors) {
    return new FlightReplay(
        facts.conversation(), device, anchors, facts.expectedName().orElseGet(() -> anyName(facts)),
        facts.clock().flatMap(DeviceClock::time).orElse(facts.captureTime()));
  }

  /** The profile whose device has an SCE7 of the same preset. */
  static Optional<DeviceProfile> usualDevice(EngineSpec engine) {
    return Profiles.list().stream()
        .filter(profile -> preset(engine).isPresent() && preset(profile.engine().spec()).equals(preset(engine)))
        .findFirst();
  }

  private static Optional<String> preset(EngineSpec engine) {
    return engine.rules().filter(Sce7Rules.class::isInstance).map(rules -> ((Sce7Rules) rules).name());
  }

  /** Where no name is known, one that the certificate has, so that the replay does not end over names. */
  private static String anyName(Facts facts) {
    return facts.chain().flatMap(ChainFacts::name).stream().flatMap(name -> name.names().stream())
        .filter(name -> !name.contains("*"))
        .findFirst().orElse("unknown.invalid");
  }

  /** The device that the user named, or whose hello this is, or whose family it is; set as the capture shows it. */
  private DeviceProfile device() {
    DeviceProfile device = facts.strangeProfile().or(() -> Peers.profile(facts)).orElseGet(this::ofFamily);
    if (facts.clock().filter(clock -> clock.state() == DeviceClock.State.UNSET).isPresent()) {
      device = withoutTime(device);
    }
    Optional<Integer> size = facts.evidence().receiveBuffer()
        .or(() -> facts.evidence().settings().packetBuffer())
        .or(() -> facts.evidence().settings().receiveBuffer());
    return size.isPresent() ? sized(device, size.get()) : device;
  }

  private DeviceProfile ofFamily() {
    String name = switch (facts.stack().family()) {
      case NETX -> "netx-software";
      case MBEDTLS -> "mbedtls";
      case BEARSSL -> "arduino-bearssl";
      case WOLFSSL -> "wolfssl";
      case WINC -> "winc1500";
      case QUECTEL -> "quectel-bg96";
      case OPENSSL, JSSE, OTHER -> "openssl";
    };
    notes.add("Its ClientHello is not that of a profile; " + name + " is taken for it"
        + (facts.stack().known() ? " (" + facts.stack().title() + ")" : "") + ". Name the profile with --profile.");
    return profile(name);
  }

  private static DeviceProfile profile(String name) {
    try {
      return Profiles.byName(name);
    } catch (ProfileException e) {
      throw new IllegalStateException("a profile of the library is broken", e);
    }
  }

  private DeviceProfile withoutTime(DeviceProfile device) {
    Optional<ProfileSwitch> clock = device.switches().stream().filter(each -> each.name().equals("clock")).findFirst();
    Optional<String> value = clock.flatMap(each -> NO_TIME.stream().filter(each.values()::contains).findFirst());
    if (value.isEmpty() || device.settings().containsKey("clock")) {
      return device;
    }
    notes.add("The random begins with zeros: the device has no time, so clock=" + value.get() + ".");
    return with(device, "clock", value.get());
  }

  private DeviceProfile sized(DeviceProfile device, int bytes) {
    return device.switches().stream().map(ProfileSwitch::name)
        .filter(name -> SIZES.contains(name) && !device.settings().containsKey(name))
        .findFirst().map(name -> with(device, name, Integer.toString(bytes))).orElse(device);
  }

  /** The device with one more switch; as it was if it can't be set so. */
  private DeviceProfile with(DeviceProfile device, String name, String value) {
    String spec = device.spec();
    try {
      return Profiles.NAMES.contains(device.name())
          ? Profiles.parse(spec + (spec.contains(":") ? "," : ":") + name + "=" + value) : device;
    } catch (ProfileException e) {
      notes.add(name + "=" + value + " can't be set on " + device.name() + ".");
      return device;
    }
  }

  /** What the device trusts; where that is not known, the last certificate that the server sent. */
  private List<ParsedCertificate> anchors() {
    if (facts.evidence().anchors().isPresent()) {
      return facts.evidence().anchors().get();
    }
    Optional<CertificateView> sent = facts.conversation().certificate(Side.SERVER);
    if (sent.isEmpty() || sent.get().certificates().isEmpty()) {
      return List.of();
    }
    List<byte[]> chain = sent.get().certificates();
    notes.add("What the device trusts is not known (--cafile); the last certificate that the server sent is taken for"
        + " its anchor, so that this can't tell whether the device trusts it, nor what its engine makes of the real"
        + " anchor's key.");
    try {
      return List.of(ParsedCertificate.parse(chain.get(chain.size() - 1)));
    } catch (MalformedCertificate e) {
      notes.add("That certificate can't be read: " + e.getMessage() + ".");
      return List.of();
    }
  }
}
