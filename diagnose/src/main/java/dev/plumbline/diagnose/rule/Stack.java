package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.profile.DeviceProfile;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whose TLS stack a client is.
 *
 * @param family what its advice is written for
 * @param title in words; empty if it is nobody's that is known
 * @param profile the profile whose hello this is; empty if it is none's
 */
record Stack(Family family, String title, String profile) {
  /** Families that are known by their habits, whatever was compiled into them. */
  private static final Set<Family> HABITUAL =
      EnumSet.of(Family.NETX, Family.BEARSSL, Family.OPENSSL, Family.MBEDTLS, Family.JSSE);

  static final Stack UNKNOWN = new Stack(Family.OTHER, "", "");

  /** Stacks that share their terms, and so the words of a fix. */
  enum Family {
    NETX,
    MBEDTLS,
    BEARSSL,
    OPENSSL,
    WOLFSSL,
    JSSE,
    WINC,
    QUECTEL,
    OTHER;

    /** The family of a device profile. */
    static Family of(String profile) {
      if (profile.startsWith("synergy") || profile.startsWith("netx")) {
        return NETX;
      }
      if (profile.startsWith("mbedtls") || profile.startsWith("google-cloud-iot")) {
        return MBEDTLS;
      }
      return switch (profile) {
        case "arduino-bearssl" -> BEARSSL;
        case "openssl" -> OPENSSL;
        case "wolfssl" -> WOLFSSL;
        case "winc1500" -> WINC;
        case "quectel-bg96" -> QUECTEL;
        default -> OTHER;
      };
    }
  }

  /** As somebody says, where the hello does not. */
  static Stack of(Optional<DeviceProfile> named) {
    return named.map(profile -> new Stack(Family.of(profile.name()), "", profile.name())).orElse(UNKNOWN);
  }

  /** Whether a client with this hello can't be that device: each of these stacks orders its hello in its own way. */
  boolean contradicts(DeviceProfile named) {
    Family other = Family.of(named.name());
    boolean exact = !profile.isEmpty();
    return family != other && family != Family.OTHER && (exact || HABITUAL.contains(other));
  }

  boolean known() {
    return !title.isEmpty();
  }
}
