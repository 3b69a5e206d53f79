package dev.plumbline.tls.io;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.List;

/** The certificates of these tests, and an engine with anchors that trusts them and counts its handles. */
final class Trust implements AutoCloseable {
  private static final TestPki PKI = new TestPki();
  static final IssuedCertificate ROOT = PKI.ca("Root").selfSigned();
  static final IssuedCertificate SERVER = PKI.server("localhost").ip("127.0.0.1").issuedBy(ROOT);
  static final IssuedCertificate ELSEWHERE = PKI.server("elsewhere.example").issuedBy(ROOT);
  static final IssuedCertificate STRANGER =
      PKI.server("localhost").issuedBy(PKI.ca("Stranger").selfSigned());

  final LeakCheckingEngine engine;
  final TrustAnchors anchors;

  Trust() throws Exception {
    this(Engines.software());
  }

  Trust(CryptoEngine underneath) throws Exception {
    engine = new LeakCheckingEngine(underneath);
    anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(ROOT.der())));
  }

  TlsClientConfig.Builder configuration() {
    return TlsClientConfig.builder(engine, anchors);
  }

  TlsClientConfig forLocalhost() {
    return configuration().serverName("localhost").build();
  }

  /** Closes the anchors, after which no handle is left. */
  @Override
  public void close() {
    anchors.close();
    if (engine.openHandles() != 0 || !engine.misuses().isEmpty()) {
      throw new AssertionError(engine.leaks() + ", " + engine.misuses());
    }
  }
}
