package dev.plumbline.engine;

/** Whose Finished message a verify_data is for (RFC 5246 §7.4.9). */
public enum Finisher {
  CLIENT("client finished"),
  SERVER("server finished");

  private final String label;

  Finisher(String label) {
    this.label = label;
  }

  /** The PRF label. */
  public String label() {
    return label;
  }
}
