package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.Evidence;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.tls.alert.AlertDescription;
import java.util.Locale;
import java.util.Optional;

/**
 * What the device would have done where this client stopped.
 *
 * @param kind whether it stops, goes on, or nobody knows
 * @param status what its stack reports
 * @param hex the status as the stack's users know it: {@code 0x117}, {@code -0x2700}, {@code 62}
 * @param alertAsDevice the alert that it sends; none if it sends none
 * @param evidence what this rests on
 */
public record DeviceVerdict(
    Kind kind,
    Optional<DeviceStatus> status,
    Optional<String> hex,
    Optional<AlertDescription> alertAsDevice,
    Optional<Evidence> evidence) {

  /** What happens to the handshake on the device. */
  public enum Kind {
    /** Nothing went wrong. */
    SUCCEEDS,
    /** The device's stack stops too. */
    FAILS,
    /** The device's stack would not stop here, so what comes next is not known. */
    GOES_ON,
    /** The profile does not say. */
    UNKNOWN
  }

  static DeviceVerdict of(Kind kind) {
    return new DeviceVerdict(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static DeviceVerdict of(Kind kind, Evidence evidence) {
    return new DeviceVerdict(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(evidence));
  }

  /** The number as the users of a vocabulary write it. */
  static String written(String vocabulary, int code) {
    if (vocabulary.startsWith("netx")) {
      return String.format(Locale.ROOT, "0x%X", code);
    }
    return vocabulary.startsWith("mbedtls")
        ? String.format(Locale.ROOT, "-0x%04X", -code)
        : Integer.toString(code);
  }

  /** In one sentence. */
  public String sentence() {
    return switch (kind) {
      case SUCCEEDS -> "the device would have connected";
      case GOES_ON -> "the device would go on here";
      case UNKNOWN -> "what the device would report is not known";
      case FAILS -> "the device would report "
          + status.map(one -> one.name() + hex.map(number -> " (" + number + ")").orElse("") + " at " + one.stage())
              .orElse("nothing")
          + " and send "
          + alertAsDevice.map(alert -> alert.rfcName() + " (" + alert.code() + ")").orElse("no alert");
    };
  }
}
