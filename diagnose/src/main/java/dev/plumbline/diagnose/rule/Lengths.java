package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.names.SuiteInfo;
import java.util.Optional;

/** How much plaintext a protected record holds, by its length: exact for AEAD suites (RFC 5246 §6.2.3.3). */
final class Lengths {
  private static final int GCM_OVERHEAD = 8 + 16;
  private static final int CHACHA_OVERHEAD = 16;
  private static final int CCM_8_OVERHEAD = 8 + 8;
  private static final int TLS13_OVERHEAD = 16 + 1;
  private static final int BLOCK = 16;

  private Lengths() {}

  /** The length of the plaintext; for CBC the longest that it may be. */
  static Optional<Integer> plain(SuiteInfo suite, int fragment) {
    int length = fragment - overhead(suite);
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  private static int overhead(SuiteInfo suite) {
    if (suite.tls13()) {
      return TLS13_OVERHEAD;
    }
    if (suite.cipher().contains("POLY1305")) {
      return CHACHA_OVERHEAD;
    }
    if (suite.cipher().endsWith("CCM_8")) {
      return CCM_8_OVERHEAD;
    }
    return suite.aead() ? GCM_OVERHEAD : BLOCK + mac(suite.hash()) + 1;
  }

  private static int mac(String hash) {
    return switch (hash) {
      case "SHA" -> 20;
      case "SHA384" -> 48;
      case "MD5" -> 16;
      default -> 32;
    };
  }
}
