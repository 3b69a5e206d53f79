package dev.plumbline.tls.interop;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;

/** The certificates of the interop tests. Servers' subjects differ, because NSS tells certificates apart by them. */
final class InteropPki {
  static final String NAME = "server.test";

  private static final TestPki PKI = new TestPki();

  static final IssuedCertificate ROOT = PKI.ca("Interop Root").selfSigned();
  static final IssuedCertificate INTERMEDIATE = PKI.ca("Interop Intermediate").issuedBy(ROOT);
  static final IssuedCertificate P256 =
      PKI.server(NAME).subject("CN=" + NAME + ",O=P-256").issuedBy(INTERMEDIATE);
  static final IssuedCertificate P384 =
      PKI.server(NAME).subject("CN=" + NAME + ",O=P-384").key(TestKey.Kind.EC_P384).issuedBy(INTERMEDIATE);
  static final IssuedCertificate RSA =
      PKI.server(NAME).subject("CN=" + NAME + ",O=RSA").key(TestKey.Kind.RSA_2048).issuedBy(INTERMEDIATE);

  static final IssuedCertificate CLIENT_ROOT = PKI.ca("Interop Client Root").selfSigned();
  static final IssuedCertificate CLIENT_EC = PKI.client("device-ec").issuedBy(CLIENT_ROOT);
  static final IssuedCertificate CLIENT_RSA =
      PKI.client("device-rsa").key(TestKey.Kind.RSA_2048).issuedBy(CLIENT_ROOT);

  private InteropPki() {}
}
