package dev.plumbline.diagnose.names;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The names that IANA gives to the numbers of TLS. A number without a name is answered in words with the number; every
 * answer names the number as well, so that nothing is hidden behind a name.
 */
public final class Names {
  private static final SuiteNames SUITES = new SuiteNames();
  private static final NameTable GROUPS = new NameTable("groups");
  private static final NameTable SCHEMES = new NameTable("schemes");
  private static final NameTable HASHES = new NameTable("hashes");
  private static final NameTable SIGNATURES = new NameTable("signatures");
  private static final NameTable EXTENSIONS = new NameTable("extensions");
  private static final NameTable ALERTS = new NameTable("alerts");
  private static final NameTable VERSIONS = new NameTable("versions");
  private static final NameTable HANDSHAKE_TYPES = new NameTable("handshake-types");
  private static final NameTable CONTENT_TYPES = new NameTable("content-types");
  private static final NameTable COMPRESSIONS = new NameTable("compressions");
  private static final NameTable POINT_FORMATS = new NameTable("point-formats");
  private static final NameTable CURVE_TYPES = new NameTable("curve-types");
  private static final NameTable CLIENT_CERTIFICATE_TYPES = new NameTable("client-certificate-types");
  private static final NameTable CERTIFICATE_TYPES = new NameTable("certificate-types");
  private static final NameTable STATUS_TYPES = new NameTable("status-types");
  private static final NameTable PSK_MODES = new NameTable("psk-modes");
  private static final NameTable CERTIFICATE_COMPRESSIONS = new NameTable("certificate-compressions");

  private Names() {}

  /** As {@code TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B)}. */
  public static String suite(int code) {
    return hex(SUITES.name(code), code, "unknown suite");
  }

  /** What the name of a suite says of it; empty for signalling values, GREASE and unknown numbers. */
  public static Optional<SuiteInfo> suiteInfo(int code) {
    return SUITES.info(code);
  }

  /**
   * The number of a suite that is written as IANA does, as OpenSSL does, or in hex ({@code C02B}, {@code 0xC02B},
   * {@code 0xC0,0x2B}); empty for anything else.
   */
  public static OptionalInt suiteCode(String text) {
    return SUITES.code(text);
  }

  /** As {@code secp256r1 (23)}. */
  public static String group(int code) {
    return decimal(GROUPS.name(code), code, "unknown group");
  }

  /** The number of a group by its name. */
  public static OptionalInt groupCode(String name) {
    return GROUPS.code(name);
  }

  /**
   * As {@code ecdsa_secp256r1_sha256 (0403)}; TLS 1.2's pairs without a name of their own as {@code md5+rsa (0101)}.
   */
  public static String scheme(int code) {
    return hex(SCHEMES.name(code).or(() -> pair(code)), code, "unknown signature algorithm");
  }

  /** The number of a signature algorithm by its name. */
  public static OptionalInt schemeCode(String name) {
    return SCHEMES.code(name);
  }

  /** As {@code server_name (0)}. */
  public static String extension(int type) {
    return decimal(EXTENSIONS.name(type), type, "unknown extension");
  }

  /** The number of an extension by its name. */
  public static OptionalInt extensionCode(String name) {
    return EXTENSIONS.code(name);
  }

  /** As {@code handshake_failure (40)}. */
  public static String alert(int description) {
    return decimal(ALERTS.name(description), description, "unknown alert");
  }

  /** As {@code TLS 1.2 (0303)}; the drafts of TLS 1.3 as {@code TLS 1.3 draft 23 (7F17)}. */
  public static String version(int version) {
    Optional<String> draft =
        version >> 8 == 0x7f ? Optional.of("TLS 1.3 draft " + (version & 0xff)) : Optional.empty();
    return hex(VERSIONS.name(version).or(() -> draft), version, "unknown version");
  }

  /** As {@code ServerHello}; with its number if it has no name. */
  public static String handshakeType(int type) {
    return HANDSHAKE_TYPES.name(type).orElse("handshake message of unknown type (" + type + ")");
  }

  /** As {@code handshake (22)}. */
  public static String contentType(int type) {
    return decimal(CONTENT_TYPES.name(type), type, "unknown content type");
  }

  /** As {@code null (0)}. */
  public static String compression(int method) {
    return decimal(COMPRESSIONS.name(method), method, "unknown compression method");
  }

  /** As {@code uncompressed (0)}. */
  public static String pointFormat(int format) {
    return decimal(POINT_FORMATS.name(format), format, "unknown point format");
  }

  /** As {@code named_curve (3)}. */
  public static String curveType(int type) {
    return decimal(CURVE_TYPES.name(type), type, "unknown curve type");
  }

  /** What a CertificateRequest asks for, as {@code ecdsa_sign (64)}. */
  public static String clientCertificateType(int type) {
    return decimal(CLIENT_CERTIFICATE_TYPES.name(type), type, "unknown certificate type");
  }

  /** The form of a certificate, as {@code RawPublicKey (2)}. */
  public static String certificateType(int type) {
    return decimal(CERTIFICATE_TYPES.name(type), type, "unknown certificate type");
  }

  /** As {@code ocsp (1)}. */
  public static String statusType(int type) {
    return decimal(STATUS_TYPES.name(type), type, "unknown status type");
  }

  /** As {@code psk_dhe_ke (1)}. */
  public static String pskMode(int mode) {
    return decimal(PSK_MODES.name(mode), mode, "unknown mode");
  }

  /** As {@code zlib (1)}. */
  public static String certificateCompression(int algorithm) {
    return decimal(CERTIFICATE_COMPRESSIONS.name(algorithm), algorithm, "unknown algorithm");
  }

  /** Whether the number is one of those that mean nothing on purpose (RFC 8701). */
  public static boolean grease(int code) {
    return (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);
  }

  private static Optional<String> pair(int code) {
    return HASHES.name(code >> 8).flatMap(
        hash -> SIGNATURES.name(code & 0xff).map(signature -> hash + "+" + signature));
  }

  private static String hex(Optional<String> name, int code, String unknown) {
    String number = String.format(Locale.ROOT, " (%04X)", code);
    return grease(code) ? "GREASE" + number : name.orElse(unknown) + number;
  }

  private static String decimal(Optional<String> name, int code, String unknown) {
    return grease(code) ? hex(name, code, unknown) : name.orElse(unknown) + " (" + code + ")";
  }
}
