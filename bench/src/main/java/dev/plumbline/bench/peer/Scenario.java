package dev.plumbline.bench.peer;

/** The handshakes that are measured. */
public enum Scenario {
  /** Full handshake, ECDHE-ECDSA, P-256 throughout. */
  ECDSA("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ec", false, false),
  /** Full handshake, ECDHE-RSA, RSA-2048 leaf and root, P-256 for the exchange. */
  RSA("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "rsa", false, false),
  /** As {@link #ECDSA}, and the client authenticates with a P-256 key. */
  AUTH("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ec", true, false),
  /** A session is resumed by its id. */
  RESUME("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ec", false, true);

  private final String suite;
  private final String keyAlgorithm;
  private final boolean clientAuthentication;
  private final boolean resumption;

  Scenario(String suite, String keyAlgorithm, boolean clientAuthentication, boolean resumption) {
    this.suite = suite;
    this.keyAlgorithm = keyAlgorithm;
    this.clientAuthentication = clientAuthentication;
    this.resumption = resumption;
  }

  /** The only suite of both sides. */
  public String suite() {
    return suite;
  }

  /** {@code ec} or {@code rsa}, as in the names of the PEM files. */
  public String keyAlgorithm() {
    return keyAlgorithm;
  }

  public boolean clientAuthentication() {
    return clientAuthentication;
  }

  public boolean resumption() {
    return resumption;
  }
}
