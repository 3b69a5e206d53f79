package dev.plumbline.diagnose.rule;

/**
 * Whose TLS stack a client is.
 *
 * @param family what its advice is written for
 * @param title in words; empty if it is nobody's that is known
 * @param profile the profile whose hello this is; empty if it is none's
 */
record Stack(Family family, String title, String profile) {
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

  boolean known() {
    return !title.isEmpty();
  }
}
