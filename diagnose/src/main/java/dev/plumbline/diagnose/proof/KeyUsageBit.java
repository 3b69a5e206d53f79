package dev.plumbline.diagnose.proof;

/** The bits of keyUsage, in their order (RFC 5280 §4.2.1.3). */
public enum KeyUsageBit {
  DIGITAL_SIGNATURE("digitalSignature"),
  NON_REPUDIATION("nonRepudiation"),
  KEY_ENCIPHERMENT("keyEncipherment"),
  DATA_ENCIPHERMENT("dataEncipherment"),
  KEY_AGREEMENT("keyAgreement"),
  KEY_CERT_SIGN("keyCertSign"),
  CRL_SIGN("cRLSign"),
  ENCIPHER_ONLY("encipherOnly"),
  DECIPHER_ONLY("decipherOnly");

  private final String rfcName;

  KeyUsageBit(String rfcName) {
    this.rfcName = rfcName;
  }

  /** As RFC 5280 writes it. */
  public String rfcName() {
    return rfcName;
  }
}
