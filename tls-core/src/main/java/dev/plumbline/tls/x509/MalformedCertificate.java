package dev.plumbline.tls.x509;

/** What was read is not a certificate, or not one that RFC 5280 §4 allows; the message says where and why. */
public final class MalformedCertificate extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedCertificate(String what) {
    super(what);
  }
}
