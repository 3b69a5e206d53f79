package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.sce.Sce7Rules;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of the device that a setting must not contradict.
 *
 * @param settings what its configuration says
 * @param code what its stack reported, as the user wrote it
 * @param clock whether its clock is on the wire, so that no other need be tried
 */
record Known(DeviceSettings settings, Optional<String> code, boolean clock) {

  /** What speaks against a setting; empty if nothing does. */
  String contradiction(Setting setting) {
    Optional<WordOrder> order = setting.engine().rules().filter(Sce7Rules.class::isInstance)
        .map(rules -> ((Sce7Rules) rules).endian());
    if (settings.wordOrder().isPresent() && order.isPresent() && !order.equals(settings.wordOrder())) {
      return "the configuration says " + settings.wordOrder().get().name().toLowerCase(Locale.ROOT) + "-endian words";
    }
    boolean elsewhere = settings.anchorsIn().filter(place -> place != setting.engine().anchorsIn()).isPresent();
    if (order.isPresent() && elsewhere) {
      return "the configuration has the trust anchor in " + settings.anchorsIn().get();
    }
    boolean otherClock = setting.changes().stream().anyMatch(change -> change.startsWith("clock="));
    return clock && otherClock ? "the device's clock is in its ClientHello" : "";
  }

  /** Whether a status is the one that was reported; false as well if none was. */
  boolean reported(String hex) {
    return code.filter(one -> number(one) != Long.MIN_VALUE && number(one) == number(hex)).isPresent();
  }

  private static long number(String text) {
    try {
      return Long.decode(text.trim().toLowerCase(Locale.ROOT));
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }
}
