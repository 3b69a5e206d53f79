package dev.plumbline.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole handshakes with the JDK's server, on the software engine. */
class JsseHandshakeTest {
  private static final TestPki PKI = new TestPki();
  private static final IssuedCertificate ROOT = PKI.ca("Root").selfSigned();
  private static final IssuedCertificate EC = PKI.server("localhost").issuedBy(PKI.ca("Sub").issuedBy(ROOT));
  private static final IssuedCertificate RSA =
      PKI.server("localhost").key(TestKey.Kind.RSA_2048).issuedBy(ROOT);

  private final LeakCheckingEngine engine = new LeakCheckingEngine(Engines.software());
  private TrustAnchors anchors;

  @BeforeEach
  void trust() throws Exception {
    anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(ROOT.der())));
  }

  @AfterEach
  void nothingIsLeftOpen() {
    anchors.close();
    assertEquals(List.of(), engine.leaks());
    assertEquals(List.of(), engine.misuses());
  }

  private TlsClientConfig.Builder config() {
    return TlsClientConfig.builder(engine, anchors).serverName("localhost");
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void completesOverEverySuite(CipherSuite suite) throws Exception {
    SSLContext context = JsseServer.context(null, suite.serverKeyType() == dev.plumbline.engine.KeyType.EC ? EC : RSA);
    JsseServer server = JsseServer.of(context, jsse -> jsse.setEnabledCipherSuites(new String[] {suite.name()}));
    try (TlsClient client = new TlsClient(config().suites(List.of(suite)).build())) {
      MemoryLink link = new MemoryLink(client, server).run();
      assertTrue(client.established());
      byte[] data = new byte[40_000];
      new Random(1).nextBytes(data);
      link.send(data);
      assertArrayEquals(data, link.received());
      assertEquals(Optional.of(suite), client.facts().suite());
      assertEquals(Optional.of(true), client.facts().extendedMasterSecret());
    }
  }
}
