package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.device.DeviceLimits;
import dev.plumbline.diagnose.device.LimitExceeded;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.DeviceProfile.Hello;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.ProfileSwitch;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a device may be set, in the order in which it is tried: as its profile has it, with each switch of its engine at
 * each value, with two switches where one of them says where something is kept, and with those switches of its profile
 * that do not show in a ClientHello.
 */
final class SettingList {
  /** Where a thing lies matters together with what the engine does to it. */
  private static final String ANCHORS = "anchors";
  /** The server's flight is taken without the device's own key. */
  private static final String KEYS = "keys";
  private static final String RANGE = "..";
  /** An Arduino board may have its signatures verified by a secure element, and its ClientHello does not show it. */
  private static final Map<String, String> ALSO =
      Map.of("arduino-bearssl", "secure-element:verify=element");

  private final DeviceProfile device;
  private final EngineSpec engine;
  private final List<Setting> settings = new ArrayList<>();

  private SettingList(DeviceProfile device, EngineSpec engine) {
    this.device = device;
    this.engine = engine;
  }

  /** All of them; the first is the device as its profile has it. */
  static List<Setting> of(DeviceProfile device, EngineSpec engine, Observed observed) {
    SettingList list = new SettingList(device, engine);
    list.engine(engine);
    Optional.ofNullable(ALSO.get(device.name())).map(EngineSpec::parse).ifPresent(list::engine);
    list.profile(observed);
    return list.settings;
  }

  private void engine(EngineSpec spec) {
    add(spec, engine.engine() == spec.engine() ? List.of() : List.of("engine=" + spec));
    if (spec.engine() == EngineSpec.Kind.SOFTWARE || spec.engine() == EngineSpec.Kind.JCA) {
      return;
    }
    List<String> single = new ArrayList<>();
    spec.choices().forEach((name, values) -> values.forEach(value -> {
      String change = name + "=" + value;
      if (!name.equals(KEYS) && !spec.withAll(change).sameAs(spec)) {
        single.add(change);
      }
    }));
    single.forEach(change -> add(spec.withAll(change), List.of(change)));
    single.stream().filter(change -> change.startsWith(ANCHORS)).forEach(place -> single.stream()
        .filter(change -> !change.startsWith(ANCHORS))
        .forEach(change -> add(spec.withAll(place).withAll(change), List.of(place, change))));
  }

  private void add(EngineSpec spec, List<String> changes) {
    settings.add(new Setting(spec, device, changes));
  }

  private void profile(Observed observed) {
    for (ProfileSwitch each : device.switches()) {
      boolean number = each.values().size() == 1 && each.values().get(0).contains(RANGE);
      if (number) {
        limits(each, observed);
      } else {
        each.values().forEach(value -> with(each.name(), value).filter(this::helloIsTheSame).ifPresent(
            other -> add(other, each.name() + "=" + value)));
      }
    }
  }

  /** For a size, the largest values that are too small, one for each way of being too small. */
  private void limits(ProfileSwitch size, Observed observed) {
    Set<String> ways = new HashSet<>();
    for (int enough : new int[] {
      observed.largestRecord(),
      observed.certificates().isEmpty() ? 0 : DeviceLimits.packetBufferFor(device.buffers(), observed)
    }) {
      with(size.name(), Integer.toString(enough - 1)).ifPresent(other -> {
        Optional<LimitExceeded> first = DeviceLimits.exceeded(other, observed).stream().findFirst();
        if (first.isPresent() && ways.add(first.get().situation())) {
          add(other, size.name() + "=" + (enough - 1));
        }
      });
    }
  }

  private void add(DeviceProfile other, String change) {
    settings.add(new Setting(engine, other, List.of(change)));
  }

  /** The device with one more switch; empty if it is set so already, or can't be. */
  private Optional<DeviceProfile> with(String name, String value) {
    if (!Profiles.NAMES.contains(device.name())) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>();
    device.settings().forEach((set, to) -> {
      if (!set.equals(name)) {
        all.add(set + "=" + to);
      }
    });
    all.add(name + "=" + value);
    try {
      DeviceProfile other = Profiles.parse(device.name() + ":" + String.join(",", all));
      return other.settings().equals(device.settings()) ? Optional.empty() : Optional.of(other);
    } catch (ProfileException e) {
      return Optional.empty();
    }
  }

  /** The ClientHello is the capture's, so a switch that words it otherwise changes nothing. */
  private boolean helloIsTheSame(DeviceProfile other) {
    Hello mine = device.hello();
    Hello its = other.hello();
    return mine.dialect().cipherSuites().equals(its.dialect().cipherSuites())
        && mine.dialect().groups().equals(its.dialect().groups())
        && mine.dialect().extensions().equals(its.dialect().extensions())
        && mine.noGroups() == its.noGroups()
        && mine.serverName() == its.serverName()
        && device.buffers().maxFragmentLength() == other.buffers().maxFragmentLength();
  }
}
