package dev.plumbline.engine;

import java.util.Optional;

/** The three suites of this profile. Nothing else, ever: no CBC, no suite without AEAD. */
public enum CipherSuite {
  /** RFC 5289 §3.2; mandatory for certificate-based things in RFC 7925 §4.4. */
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(0xC02B, "ECDHE-ECDSA-AES128-GCM-SHA256", true, KeyType.EC),
  /** RFC 5289 §3.2. */
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(0xC02F, "ECDHE-RSA-AES128-GCM-SHA256", true, KeyType.RSA),
  /** RFC 5288 §3: RSA key transport, without forward secrecy, so off unless asked for (RFC 9325 §4.1). */
  TLS_RSA_WITH_AES_128_GCM_SHA256(0x009C, "AES128-GCM-SHA256", false, KeyType.RSA);

  private final int codePoint;
  private final String opensslName;
  private final boolean ephemeral;
  private final KeyType serverKeyType;

  CipherSuite(int codePoint, String opensslName, boolean ephemeral, KeyType serverKeyType) {
    this.codePoint = codePoint;
    this.opensslName = opensslName;
    this.ephemeral = ephemeral;
    this.serverKeyType = serverKeyType;
  }

  public int codePoint() {
    return codePoint;
  }

  /** The name that OpenSSL and mosquitto use. */
  public String opensslName() {
    return opensslName;
  }

  /** Whether the key exchange is ECDHE, so that a ServerKeyExchange is due (RFC 8422 §2). */
  public boolean ephemeral() {
    return ephemeral;
  }

  /** The type of key in the server's certificate. */
  public KeyType serverKeyType() {
    return serverKeyType;
  }

  /** The hash of the PRF and of the Finished messages (RFC 5246 §5). */
  public HashAlgorithm prfHash() {
    return HashAlgorithm.SHA256;
  }

  public static Optional<CipherSuite> of(int codePoint) {
    for (CipherSuite suite : values()) {
      if (suite.codePoint == codePoint) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
