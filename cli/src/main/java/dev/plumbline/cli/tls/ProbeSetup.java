package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.probe.ProbeSettings;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Engine and anchors of a probe, open until it is closed. A software engine computes, whatever the device has: a probe
 * asks what the server takes, not what the device can do with it.
 */
public final class ProbeSetup implements AutoCloseable {
  private final CryptoEngine engine;
  private final TrustAnchors anchors;
  private final boolean judgesTrust;

  private ProbeSetup(CryptoEngine engine, TrustAnchors anchors, boolean judgesTrust) {
    this.engine = engine;
    this.anchors = anchors;
    this.judgesTrust = judgesTrust;
  }

  /** @param caFile what the device trusts, if that is known; the system's anchors serve to complete a handshake only */
  public static ProbeSetup open(Optional<Path> caFile) throws CommandFailure {
    List<ParsedCertificate> certificates = caFile.isEmpty() && !Files.isReadable(Path.of(Trust.SYSTEM_ANCHORS))
        ? List.of()
        : Trust.load(TlsOptions.trusting(caFile.orElse(null))).certificates();
    CryptoEngine engine = Engines.software(Engines.systemEntropy());
    return new ProbeSetup(engine, TrustAnchors.of(engine, certificates, MemoryRegion.RAM), caFile.isPresent());
  }

  /** What the probe is to do with them. */
  public ProbeSettings settings(
      DeviceProfile profile, String serverName, Duration timeout, Duration pause, int maxConnections)
      throws CommandFailure {
    return Arguments.read(() -> new ProbeSettings(
        profile, serverName, engine, anchors, judgesTrust, timeout, pause, maxConnections, InstantSource.system()));
  }

  @Override
  public void close() {
    anchors.close();
    engine.close();
  }
}
