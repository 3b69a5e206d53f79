package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.tls.x509.TrustAnchors;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a probe is to find out.
 *
 * @param profile the device
 * @param serverName the server's name or address
 * @param engine computes for the probe; it need not be the device's
 * @param anchors whom to trust
 * @param judgesTrust whether the anchors are the device's, so that a certificate that they don't lead to does not do
 * @param timeout how long one connection may take
 * @param pause between connections
 * @param maxConnections how many connections are made at the most
 * @param clock says what time it is, unless the profile's device believes in another
 */
public record ProbeSettings(
    DeviceProfile profile,
    String serverName,
    CryptoEngine engine,
    TrustAnchors anchors,
    boolean judgesTrust,
    Duration timeout,
    Duration pause,
    int maxConnections,
    InstantSource clock) {
  public ProbeSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("a probe needs a connection");
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("a pause is no less than nothing");
    }
  }
}
