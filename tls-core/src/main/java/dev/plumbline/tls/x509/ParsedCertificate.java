package dev.plumbline.tls.x509;

/** A certificate. */
public final class ParsedCertificate {
  private ParsedCertificate() {}
}
