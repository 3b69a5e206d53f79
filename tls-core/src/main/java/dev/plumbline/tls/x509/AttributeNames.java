package dev.plumbline.tls.x509;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Short names of attribute types (RFC 4514 §3, and what certificates use besides), and the encodings of their
 * values.
 */
final class AttributeNames {
  static final Oid COMMON_NAME = Oid.of("2.5.4.3");
  static final Oid EMAIL_ADDRESS = Oid.of("1.2.840.113549.1.9.1");

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("2.5.4.3", "CN"),
          Map.entry("2.5.4.4", "SN"),
          Map.entry("2.5.4.5", "serialNumber"),
          Map.entry("2.5.4.6", "C"),
          Map.entry("2.5.4.7", "L"),
          Map.entry("2.5.4.8", "ST"),
          Map.entry("2.5.4.9", "STREET"),
          Map.entry("2.5.4.10", "O"),
          Map.entry("2.5.4.11", "OU"),
          Map.entry("2.5.4.12", "title"),
          Map.entry("2.5.4.42", "GN"),
          Map.entry("2.5.4.97", "organizationIdentifier"),
          Map.entry("0.9.2342.19200300.100.1.1", "UID"),
          Map.entry("0.9.2342.19200300.100.1.25", "DC"),
          Map.entry("1.2.840.113549.1.9.1", "emailAddress"));

  private AttributeNames() {}

  /** The short name, or null. */
  static String of(String oid) {
    return SHORT_NAMES.get(oid);
  }

  static boolean isText(int tag) {
    return switch (tag) {
      case Der.UTF8_STRING, Der.PRINTABLE_STRING, Der.TELETEX_STRING, Der.IA5_STRING, Der.UNIVERSAL_STRING,
          Der.BMP_STRING -> true;
      default -> false;
    };
  }

  /** TeletexString is taken as ISO 8859-1, as everybody does who ever wrote one. */
  static Charset charset(int tag) {
    return switch (tag) {
      case Der.BMP_STRING -> StandardCharsets.UTF_16BE;
      case Der.UNIVERSAL_STRING -> UTF_32BE;
      case Der.TELETEX_STRING -> StandardCharsets.ISO_8859_1;
      default -> StandardCharsets.UTF_8;
    };
  }
}
