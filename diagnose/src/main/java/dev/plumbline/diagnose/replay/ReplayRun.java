package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.device.DeviceVerdict.Kind;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Optional;

/**
 * What came of one replay.
 *
 * @param engine the engine and its switches, as users write them
 * @param verdict what the device would have done
 * @param failure why our client stopped; empty if it took the whole flight
 */
public record ReplayRun(String engine, DeviceVerdict verdict, Optional<TlsAlert> failure) {

  /** The number of the alert that the device would have sent; -1 if none. */
  public int alert() {
    return verdict.alertAsDevice().map(alert -> alert.code()).orElse(-1);
  }

  /** Whether the device would have taken this flight, its own limits included. */
  public boolean accepts() {
    return verdict.kind() == Kind.SUCCEEDS;
  }

  /** Whether our client had to stop where the device would not, so that nothing more can be said. */
  public boolean unplayable() {
    return verdict.kind() == Kind.GOES_ON || verdict.kind() == Kind.UNKNOWN;
  }
}
