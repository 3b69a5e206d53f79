package dev.plumbline.diagnose.names;

import java.util.Optional;

/**
 * The names that IANA gives to the numbers of TLS. A number without a name is answered in words with the number; every
 * answer names the number as well, so that nothing is hidden behind a name.
 */
public final class Names {
  private Names() {}

  /** As {@code TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B)}. */
  public static String suite(int code) {
    throw new UnsupportedOperationException();
  }

  /** What the name of a suite says of it; empty for signalling values, GREASE and unknown numbers. */
  public static Optional<SuiteInfo> suiteInfo(int code) {
    throw new UnsupportedOperationException();
  }

  /** As {@code secp256r1 (23)}. */
  public static String group(int code) {
    throw new UnsupportedOperationException();
  }

  /** As {@code ecdsa_secp256r1_sha256 (0403)}; TLS 1.2's pairs without a name of their own as {@code md5+rsa (0101)}. */
  public static String scheme(int code) {
    throw new UnsupportedOperationException();
  }

  /** As {@code server_name (0)}. */
  public static String extension(int type) {
    throw new UnsupportedOperationException();
  }

  /** As {@code handshake_failure (40)}. */
  public static String alert(int description) {
    throw new UnsupportedOperationException();
  }

  /** As {@code TLS 1.2 (0303)}. */
  public static String version(int version) {
    throw new UnsupportedOperationException();
  }

  /** As {@code ServerHello}; with its number if it has no name. */
  public static String handshakeType(int type) {
    throw new UnsupportedOperationException();
  }

  /** As {@code handshake (22)}. */
  public static String contentType(int type) {
    throw new UnsupportedOperationException();
  }

  /** Whether the number is one of those that mean nothing on purpose (RFC 8701). */
  public static boolean grease(int code) {
    return (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);
  }
}
