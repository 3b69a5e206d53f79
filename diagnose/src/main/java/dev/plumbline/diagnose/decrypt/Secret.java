package dev.plumbline.diagnose.decrypt;

/**
 * A secret of one connection: its master secret, or the pre-master secret that it is made of. Never shows its bytes.
 */
public final class Secret {
  private final byte[] bytes;
  private final boolean master;

  Secret(byte[] bytes, boolean master) {
    this.bytes = bytes;
    this.master = master;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean master() {
    return master;
  }

  @Override
  public String toString() {
    return master ? "a master secret" : "a pre-master secret";
  }
}
