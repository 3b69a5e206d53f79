package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.List;

/**
 * One way in which the device may be set.
 *
 * @param engine what computes
 * @param device the device, with its switches
 * @param changes the switches that differ from what is usual for it, each as {@code switch=value}
 */
record Setting(EngineSpec engine, DeviceProfile device, List<String> changes) {
  Setting {
    changes = List.copyOf(changes);
  }

  /** As users write it: the profile where that is what was switched, or else the engine. */
  String label(DeviceProfile usual) {
    return device.settings().equals(usual.settings()) ? engine.toString() : device.spec();
  }
}
