package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.KeyFormat;
import dev.plumbline.tls.alert.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a device of a profile would have reported. Immutable; may be shared. */
public final class DeviceStatuses {
  /** What ends a handshake before its certificates are stored, so that no certificate limit is met. */
  private static final Set<Fault> BEFORE_CERTIFICATE =
      EnumSet.of(Fault.RECORD_TOO_LONG, Fault.MESSAGE_TOO_LONG, Fault.CERTIFICATE_LIST_EMPTY);

  private final DeviceProfile profile;
  private final StatusVocabulary vocabulary;

  /** @throws IllegalArgumentException if the profile's vocabulary is none that there is */
  public DeviceStatuses(DeviceProfile profile) {
    this.profile = profile;
    this.vocabulary = StatusVocabulary.of(profile.status().vocabulary());
  }

  /**
   * The device's verdict on a connection: its own limits first, since it meets them before it verifies anything, then what ended
   * ours.
   */
  public DeviceVerdict verdict(Outcome outcome, Observed observed) {
    Optional<LimitExceeded> limit = limit(outcome, observed);
    if (limit.isPresent()) {
      return vocabulary.verdict(List.of(limit.get().situation()), Optional.of(outcome));
    }
    return outcome.failure().isEmpty()
        ? DeviceVerdict.of(DeviceVerdict.Kind.SUCCEEDS)
        : vocabulary.verdict(outcome.situations(), Optional.of(outcome));
  }

  private Optional<LimitExceeded> limit(Outcome outcome, Observed observed) {
    boolean before =
        outcome.failure().flatMap(failure -> failure.fault()).filter(BEFORE_CERTIFICATE::contains).isPresent();
    boolean cameSoFar = !outcome.facts().serverChain().isEmpty() || !observed.certificates().isEmpty();
    return before || !cameSoFar ? Optional.empty() : DeviceLimits.exceeded(profile, observed).stream().findFirst();
  }

  /**
   * What the device says to a private key in this form; empty if it takes it. A device that goes on all the same has no certificate
   * to send, and answers a CertificateRequest with an empty one.
   */
  public Optional<DeviceVerdict> keyRefused(KeyFormat format) {
    return profile.keys().accepts().contains(format)
        ? Optional.empty()
        : Optional.of(vocabulary.verdict(List.of("key-format-refused"), Optional.empty()));
  }
}
