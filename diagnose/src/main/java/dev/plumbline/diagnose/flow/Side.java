package dev.plumbline.diagnose.flow;

/** One of the two ends of a connection. */
public enum Side {
  /** The end that opened the connection. */
  CLIENT,
  /** The end that was listening. */
  SERVER;

  public Side other() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
