package dev.plumbline.diagnose.device;

import dev.plumbline.engine.EngineProfile;
import dev.plumbline.tls.AlertPolicy;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;

/**
 * The alerts of a profile's device, for a client that stands for it. Where the device would not stop, or nobody knows
 * what it says, this client's own: it stops all the same, and should not do so in silence.
 *
 * @param engine what the engine can do
 * @param anchors whom the device trusts
 */
record DeviceAlerts(DeviceStatuses statuses, EngineProfile engine, List<ParsedCertificate> anchors)
    implements AlertPolicy {
  @Override
  public Optional<AlertDescription> alert(TlsAlert failure, ConnectionFacts facts) {
    DeviceVerdict verdict = statuses.ofFailure(new Outcome(Optional.of(failure), facts, engine, anchors));
    return verdict.kind() == DeviceVerdict.Kind.FAILS ? verdict.alertAsDevice() : failure.description();
  }
}
