package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * Our own client, where it made the connection as the device: of itself it knows everything.
 *
 * @param anchors what it trusted
 * @param serverName the name that it wanted to find
 * @param profile the device that it was
 * @param certificates its own chain; empty if it had none
 * @param engine what computed, and where it kept its operands
 * @param reported the code that the device would have reported
 * @param errand what it was there for
 */
public record OwnClient(
    List<ParsedCertificate> anchors,
    String serverName,
    Optional<DeviceProfile> profile,
    List<ParsedCertificate> certificates,
    EngineSpec engine,
    Optional<String> reported,
    Errand errand) {
  public OwnClient {
    anchors = List.copyOf(anchors);
    certificates = List.copyOf(certificates);
  }
}
