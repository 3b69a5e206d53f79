package dev.plumbline.tls.x509;

/** How paths are built. */
public record PathPolicy() {
  public static final PathPolicy IDEAL = new PathPolicy();
}
