package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.KeyFormat;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a device of a profile would have reported. Immutable; may be shared. */
public final class DeviceStatuses {
  /** What ends ours at or before the certificates, where the device would have gone on to store them. */
  private static final Set<Fault> WHILE_THE_DEVICE_STORES =
      EnumSet.of(
          Fault.OFFERED_NOT_IMPLEMENTED, Fault.CERTIFICATE_MALFORMED, Fault.CERTIFICATE_PATH_LIMIT,
          Fault.DEVICE_LIMIT_EXCEEDED);

  private final DeviceProfile profile;
  private final StatusVocabulary vocabulary;

  /** @throws IllegalArgumentException if the profile's vocabulary is none that there is */
  public DeviceStatuses(DeviceProfile profile) {
    this.profile = profile;
    this.vocabulary = StatusVocabulary.of(profile.status().vocabulary());
  }

  /**
   * The device's verdict on a connection of a client that keeps the device's limits ({@link DeviceConduct}). Where our
   * client stopped for a fault that stops the device as well, that is all there is to say; else what the server sent
   * besides shows whether the device would have stopped at one of its limits.
   */
  public DeviceVerdict verdict(Outcome outcome, Observed observed) {
    DeviceVerdict here = ofFailure(outcome);
    if (here.kind() == DeviceVerdict.Kind.FAILS && outcome.endedByUs()) {
      return here;
    }
    return limit(outcome, observed)
        .map(limit -> vocabulary.verdict(List.of(limit.situation()), Optional.of(outcome)))
        .orElse(here);
  }

  /** What the device does where our client stopped, going by nothing but that. */
  DeviceVerdict ofFailure(Outcome outcome) {
    return outcome.failure().isEmpty()
        ? DeviceVerdict.of(DeviceVerdict.Kind.SUCCEEDS)
        : vocabulary.verdict(outcome.situations(), Optional.of(outcome));
  }

  private Optional<LimitExceeded> limit(Outcome outcome, Observed observed) {
    Optional<Fault> fault = outcome.failure().flatMap(TlsAlert::fault);
    boolean before =
        outcome.facts().serverChain().isEmpty()
            && fault.filter(one -> !WHILE_THE_DEVICE_STORES.contains(one)).isPresent();
    return before ? Optional.empty() : DeviceLimits.exceeded(profile, observed).stream().findFirst();
  }

  /**
   * What the device says to a private key in this form; empty if it takes it. A device that goes on all the same has
   * no certificate to send, and answers a CertificateRequest with an empty one.
   */
  public Optional<DeviceVerdict> keyRefused(KeyFormat format) {
    return profile.keys().accepts().contains(format)
        ? Optional.empty()
        : Optional.of(vocabulary.verdict(List.of("key-format-refused"), Optional.empty()));
  }
}
