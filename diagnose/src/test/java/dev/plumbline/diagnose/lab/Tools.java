package dev.plumbline.diagnose.lab;

import dev.plumbline.tls.testing.peer.Peers;
import java.util.Optional;

/** What a case needs besides this JVM and OpenSSL; the beginning of its name tells. */
final class Tools {
  private Tools() {}

  /** Why a case can't be run here; empty if it can. */
  static Optional<String> missing(String name) {
    Optional<String> client = switch (name.substring(0, Math.max(0, name.indexOf(':')))) {
      case "gnutls" -> program("gnutls-cli", "gnutls-bin");
      case "nss" -> program("tstclnt", "libnss3-tools");
      case "mosquitto_pub" -> program("mosquitto_pub", "mosquitto-clients");
      case "mbedtls" -> CompiledClient.MBEDTLS.missing();
      case "wolfssl" -> CompiledClient.WOLFSSL.missing();
      case "bearssl" -> CompiledClient.BEARSSL.missing();
      default -> Optional.empty();
    };
    if (client.isPresent()) {
      return client;
    }
    if (name.contains("GnuTLS")) {
      return Peers.gnuTls().missing().or(() -> Peers.gnuTls().impossible());
    }
    boolean broker = name.contains("mosquitto") || name.startsWith("openssl");
    return broker ? program("mosquitto", "mosquitto") : Optional.empty();
  }

  private static Optional<String> program(String name, String debian) {
    return Programs.installed(name)
        ? Optional.empty() : Optional.of(name + " is not installed (Debian package " + debian + ")");
  }
}
