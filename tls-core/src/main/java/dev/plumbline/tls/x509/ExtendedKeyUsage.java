package dev.plumbline.tls.x509;

/**
 * The purposes of a key (RFC 5280 §4.2.1.12), as far as this client asks for them.
 *
 * @param any anyExtendedKeyUsage
 * @param serverAuth id-kp-serverAuth
 * @param ocspSigning id-kp-OCSPSigning, which has to be said, not implied (RFC 6960 §4.2.2.2)
 */
record ExtendedKeyUsage(boolean any, boolean serverAuth, boolean ocspSigning) {
  /** That of a certificate which does not have the extension. */
  static final ExtendedKeyUsage ANYTHING = new ExtendedKeyUsage(true, false, false);

  private static final Oid ANY = Oid.of("2.5.29.37.0");
  private static final Oid SERVER_AUTH = Oid.of("1.3.6.1.5.5.7.3.1");
  private static final Oid OCSP_SIGNING = Oid.of("1.3.6.1.5.5.7.3.9");

  static ExtendedKeyUsage read(Der in) throws MalformedCertificate {
    boolean any = false;
    boolean serverAuth = false;
    boolean ocspSigning = false;
    do {
      Der purpose = in.readOid("KeyPurposeId");
      any |= ANY.is(purpose);
      serverAuth |= SERVER_AUTH.is(purpose);
      ocspSigning |= OCSP_SIGNING.is(purpose);
    } while (in.hasMore());
    return new ExtendedKeyUsage(any, serverAuth, ocspSigning);
  }

  boolean allowsServerAuth() {
    return any || serverAuth;
  }
}
