package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;

/** All that makes a client behave as a device. Stateless. */
public final class DeviceConduct {
  private DeviceConduct() {}

  /**
   * Makes a client of this configuration the device of a profile: what it offers and takes, as {@link
   * DeviceProfile#apply} has it, what it has room for, and what it says when it gives up.
   *
   * @param engine what the engine can do
   * @param anchors whom the device trusts
   */
  public static TlsClientConfig.Builder apply(
      DeviceProfile profile, TlsClientConfig.Builder config, EngineProfile engine, List<ParsedCertificate> anchors) {
    return profile
        .apply(config, engine)
        .reception(DeviceLimits.reception(profile))
        .alerts(new DeviceAlerts(new DeviceStatuses(profile), engine, List.copyOf(anchors)));
  }
}
