package dev.plumbline.diagnose.replay;

import java.util.List;

/**
 * One setting, and what came of it.
 *
 * @param label the setting, as users write it
 * @param changes the switches that differ from what is usual for the device, each as {@code switch=value}
 * @param run what came of it
 * @param reproduces whether it ends as the device did in the capture
 * @param contradiction what is known of the device that speaks against this setting; empty if nothing does
 */
public record SwitchRun(
    String label, List<String> changes, ReplayRun run, boolean reproduces, String contradiction) {
  public SwitchRun {
    changes = List.copyOf(changes);
  }

  /** Whether it may be how the device is set. */
  public boolean explains() {
    return reproduces && contradiction.isEmpty();
  }
}
