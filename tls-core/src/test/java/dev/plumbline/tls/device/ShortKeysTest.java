package dev.plumbline.tls.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.io.TlsException;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Exchange;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with keys that only an old device still takes: secp192r1 and RSA of 1024 bits, at OpenSSL. */
class ShortKeysTest {
  private static final String NAME = "old.test";
  private static final int PATIENCE_MILLIS = 10_000;

  private final TestPki pki = new TestPki();
  private final OpenSslPeer openSsl = Peers.openSsl();

  @BeforeEach
  void needsOpenSsl() {
    Peers.require(openSsl);
  }

  @Test
  void sce7AgreesOnP192AndVerifiesRsa1024() throws Exception {
    IssuedCertificate root = pki.ca("Old RSA root").key(TestKey.Kind.RSA_1024).selfSigned();
    IssuedCertificate server = pki.server(NAME).key(TestKey.Kind.RSA_1024).issuedBy(root);
    try (RunningPeer peer = start(server, "ECDHE-RSA-AES128-GCM-SHA256")) {
      assertEquals(NamedGroup.SECP192R1, talk(peer, root, "sce7", List.of(NamedGroup.SECP192R1)));
    }
  }

  @Test
  void sce7VerifiesAChainOnP192() throws Exception {
    IssuedCertificate root = pki.ca("Old EC root").key(TestKey.Kind.EC_P192).selfSigned();
    IssuedCertificate server = pki.server(NAME).key(TestKey.Kind.EC_P192).issuedBy(root);
    try (RunningPeer peer = start(server, "ECDHE-ECDSA-AES128-GCM-SHA256")) {
      List<NamedGroup> both = List.of(NamedGroup.SECP192R1, NamedGroup.SECP256R1);
      assertEquals(NamedGroup.SECP192R1, talk(peer, root, "sce7:endian=little,anchors=rom", both));
    }
  }

  @Test
  void theReferenceClientTakesNeither() throws Exception {
    IssuedCertificate rsaRoot = pki.ca("Old RSA root").key(TestKey.Kind.RSA_1024).selfSigned();
    IssuedCertificate rsaServer = pki.server(NAME).key(TestKey.Kind.RSA_1024).issuedBy(rsaRoot);
    IssuedCertificate ecRoot = pki.ca("Old EC root").key(TestKey.Kind.EC_P192).selfSigned();
    IssuedCertificate ecServer = pki.server(NAME).issuedBy(ecRoot);
    try (RunningPeer rsa = start(rsaServer, "ECDHE-RSA-AES128-GCM-SHA256", "P-256");
        RunningPeer ec = start(ecServer, "ECDHE-ECDSA-AES128-GCM-SHA256", "P-256")) {
      assertEquals(Optional.of(Fault.CERTIFICATE_ALGORITHM), refusal(rsa, rsaRoot).fault());
      assertEquals(Optional.of(Fault.CERTIFICATE_ALGORITHM), refusal(ec, ecRoot).fault());
      assertTrue(rsa.says("alert unsupported certificate"), rsa.log());
    }
  }

  @Test
  void sce7DoesNotOfferP192Unasked() {
    CryptoEngine engine = EngineSpec.parse("sce7").open(Engines.systemEntropy());
    try (engine; TrustAnchors anchors = TrustAnchors.of(engine, List.of())) {
      assertEquals(List.of(NamedGroup.SECP256R1, NamedGroup.SECP192R1), engine.profile().groups());
      TlsClientConfig config = TlsClientConfig.builder(engine, anchors).serverName(NAME).build();
      assertEquals(List.of(NamedGroup.SECP256R1), config.groups());
    }
  }

  private RunningPeer start(IssuedCertificate server, String suite) throws Exception {
    return start(server, suite, "P-192:P-256");
  }

  private RunningPeer start(IssuedCertificate server, String suite, String groups) throws Exception {
    CipherSuite one =
        suite.contains("RSA")
            ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    return openSsl.start(
        ServerSetup.with(server).suites(one),
        List.of("-tls1_2", "-groups", groups, "-cipher", suite + ":@SECLEVEL=0"));
  }

  /** Sends a line and gets it back; returns the group that was agreed on. */
  private static NamedGroup talk(RunningPeer peer, IssuedCertificate root, String engineName, List<NamedGroup> groups)
      throws Exception {
    EngineSpec spec = EngineSpec.parse(engineName);
    List<ParsedCertificate> trusted = List.of(ParsedCertificate.parse(root.der()));
    try (CryptoEngine engine = spec.open(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, trusted, spec.anchorsIn())) {
      TlsClientConfig config = TlsClientConfig.builder(engine, anchors).serverName(NAME).groups(groups).build();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port());
          TlsConnection connection = new TlsConnection(socket, config)) {
        connection.setSoTimeout(PATIENCE_MILLIS);
        connection.handshake();
        for (Exchange exchange : peer.exchanges(1)) {
          connection.output().write(exchange.request());
          assertArrayEquals(exchange.answer(), connection.input().readNBytes(exchange.answer().length));
        }
        return connection.facts().group().orElseThrow();
      }
    }
  }

  private static TlsAlert refusal(RunningPeer peer, IssuedCertificate root) throws Exception {
    TlsException failure =
        assertThrows(TlsException.class, () -> talk(peer, root, "software", List.of(NamedGroup.SECP256R1)));
    return failure.alert();
  }
}
