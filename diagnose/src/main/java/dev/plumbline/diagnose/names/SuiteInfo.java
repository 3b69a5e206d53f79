package dev.plumbline.diagnose.names;

/**
 * What the name of a cipher suite says.
 *
 * @param code its number
 * @param iana {@code TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}
 * @param openssl {@code ECDHE-ECDSA-AES128-GCM-SHA256}; empty if OpenSSL has no name for it
 * @param keyExchange {@code ECDHE}, {@code RSA}, {@code DHE}, {@code PSK}, …; {@code ANY} for TLS 1.3
 * @param authentication {@code ECDSA}, {@code RSA}, {@code PSK}, {@code anon}, …; {@code ANY} for TLS 1.3
 * @param cipher {@code AES_128_GCM}
 * @param hash {@code SHA256}: of the MAC, or of the PRF for an AEAD
 */
public record SuiteInfo(
    int code, String iana, String openssl, String keyExchange, String authentication, String cipher, String hash) {

  /** Whether it is one of TLS 1.3's, which name neither key exchange nor authentication. */
  public boolean tls13() {
    return keyExchange.equals("ANY");
  }

  public boolean aead() {
    return cipher.endsWith("GCM") || cipher.contains("CCM") || cipher.contains("POLY1305");
  }
}
