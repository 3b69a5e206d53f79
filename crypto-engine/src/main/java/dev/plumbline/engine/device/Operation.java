package dev.plumbline.engine.device;

/** What a device's engine is asked to do, and in what unit its cost is counted. */
public enum Operation {
  ECDSA_VERIFY("ECDSA verify", "call"),
  ECDSA_SIGN("ECDSA sign", "call"),
  EC_KEY_GENERATION("EC key generation", "call"),
  ECDH("ECDH", "call"),
  RSA_PUBLIC("RSA public-key operation", "call"),
  RSA_PRIVATE("RSA private-key operation", "call"),
  HASH("SHA-2", "64-byte block"),
  AES_GCM("AES-128-GCM", "16-byte block"),
  RANDOM("random numbers", "32 bytes");

  private final String title;
  private final String unit;

  Operation(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  public String title() {
    return title;
  }

  /** What one count stands for. */
  public String unit() {
    return unit;
  }
}
