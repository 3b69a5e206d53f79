package dev.plumbline.tls.x509;

/** Whom to trust. */
public final class TrustAnchors {
  private TrustAnchors() {}
}
