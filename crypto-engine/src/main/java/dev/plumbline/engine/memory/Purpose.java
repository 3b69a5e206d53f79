package dev.plumbline.engine.memory;

/** What a piece of device memory is for; the meter keeps a peak for each. */
public enum Purpose {
  PACKET_BUFFER("packet buffer"),
  CERTIFICATES("certificates"),
  TRUST_ANCHORS("trust anchors"),
  DEVICE_KEYS("device keys"),
  KEY_SCHEDULE("key schedule"),
  HASHES("hashes"),
  SCRATCH("scratch");

  private final String title;

  Purpose(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
