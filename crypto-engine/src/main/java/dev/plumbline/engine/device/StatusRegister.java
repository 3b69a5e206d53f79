package dev.plumbline.engine.device;

import dev.plumbline.engine.DeviceStatus;
import java.util.Optional;

/**
 * The status that the device's driver would have returned for the last operation that failed; taken once by whoever
 * reports it.
 */
public final class StatusRegister {
  private DeviceStatus last;

  public StatusRegister() {}

  public void set(DeviceStatus status) {
    last = status;
  }

  public Optional<DeviceStatus> take() {
    DeviceStatus status = last;
    last = null;
    return Optional.ofNullable(status);
  }
}
