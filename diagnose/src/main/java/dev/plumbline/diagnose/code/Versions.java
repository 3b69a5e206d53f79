package dev.plumbline.diagnose.code;

import java.util.List;
import java.util.Map;

/** Versions of stacks: as users write them, as the tables have them, in words. Stateless. */
final class Versions {
  /** NetX Secure 5.12, which SSP 1.7.x has. */
  static final String OLD_NETX = "5.12";
  /** NetX Secure 6.x: Azure RTOS, Eclipse ThreadX. */
  static final String NEW_NETX = "6";

  private static final Map<String, String> NETX =
      Map.of(
          "5.12 6", "SSP 1.7.x and 6.x",
          "5.12", "SSP 1.7.x (NetX Secure 5.12)",
          "6", "6.x (Azure RTOS, Eclipse ThreadX)",
          "6 5.12?", "6.x; the header of SSP 1.7.x was not read for this one");

  private Versions() {}

  /** As the tables have it: {@code 1.7.8} of NetX is SSP's and means 5.12. */
  static String normal(String stack, String version) {
    String plain = version.strip().replaceFirst("(?i)^(ssp|v)[ -]?", "");
    return switch (stack) {
      case "netx" -> plain.startsWith("1") || plain.startsWith("5") ? OLD_NETX
          : plain.startsWith("6") || plain.startsWith("2") ? NEW_NETX : plain;
      case "ssp" -> plain.startsWith("5") ? "1.7" : plain.startsWith("1") ? "1.7" : "later";
      case "openssl" -> plain.startsWith("1") ? "1.1" : plain.replaceFirst("\\..*", "");
      default -> plain.replaceFirst("\\..*", "");
    };
  }

  static String words(String stack, List<String> versions) {
    String joined = String.join(" ", versions);
    return switch (stack) {
      case "netx" -> NETX.getOrDefault(joined, joined);
      case "ssp" -> joined.equals("1.7") ? "SSP 1.7.5" : "later SSP";
      default -> joined.isEmpty() ? "" : joined + ".x";
    };
  }
}
