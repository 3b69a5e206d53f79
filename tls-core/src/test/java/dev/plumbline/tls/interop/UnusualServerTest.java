package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.NAME;
import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static dev.plumbline.tls.interop.InteropPki.RSA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are rare and right: with them the connection is made. */
class UnusualServerTest {
  private static final Instant PAST = Instant.parse("2021-01-01T00:00:00Z");

  private final TestPki pki = new TestPki();
  private final OpenSslPeer openSsl = Peers.openSsl();

  @BeforeEach
  void needsOpenSsl() {
    Peers.require(openSsl.missing());
  }

  @Test
  void followsAChainOfP384() throws IOException {
    IssuedCertificate root = pki.ca("Root 384").key(TestKey.Kind.EC_P384).selfSigned();
    IssuedCertificate intermediate = pki.ca("Intermediate 384").key(TestKey.Kind.EC_P384).issuedBy(root);
    IssuedCertificate server = pki.server(NAME).key(TestKey.Kind.EC_P384).issuedBy(intermediate);
    ConnectionFacts facts = complete(server, root);
    assertEquals(3, facts.path().size());
    assertEquals(Optional.of(SignatureScheme.ECDSA_SHA384), facts.path().get(0).signatureScheme());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_SHA384", "RSA_SHA512", "RSA_PSS_SHA256", "RSA_PSS_SHA384", "RSA_PSS_SHA512"})
  void followsAChainSignedBy(SigningAlgorithm algorithm) throws IOException {
    IssuedCertificate root = pki.ca("Root RSA").key(TestKey.Kind.RSA_2048).signedWith(algorithm).selfSigned();
    IssuedCertificate server =
        pki.server(NAME).key(TestKey.Kind.RSA_2048).signedWith(algorithm).issuedBy(root);
    assertEquals(2, complete(server, root).path().size());
  }

  /** A new root is also certified by an old one, for the sake of devices that know only that one. */
  @Test
  void findsEitherRootOfACrossSignedChain() throws IOException {
    IssuedCertificate oldRoot = pki.ca("Old Root").selfSigned();
    TestPki.Request newRequest = pki.ca("New Root");
    IssuedCertificate newRoot = newRequest.selfSigned();
    IssuedCertificate cross = newRequest.issuedBy(oldRoot);
    IssuedCertificate server = pki.server(NAME).issuedBy(pki.ca("Intermediate").issuedBy(cross));
    assertEquals(4, complete(server, oldRoot).path().size());
    assertEquals(3, complete(server, newRoot).path().size());
  }

  /** The chain that brought down many devices on 30 September 2021: its top certificate has expired, and nobody needs it. */
  @Test
  void ignoresAnExpiredCrossCertificateBesideAGoodRoot() throws IOException {
    IssuedCertificate oldRoot = pki.ca("Old Root").validity(TestPki.NOT_BEFORE, PAST).selfSigned();
    TestPki.Request newRequest = pki.ca("New Root");
    IssuedCertificate newRoot = newRequest.selfSigned();
    IssuedCertificate cross = pki.ca("New Root").validity(TestPki.NOT_BEFORE, PAST).issuedBy(oldRoot);
    IssuedCertificate server = pki.server(NAME).issuedBy(pki.ca("Intermediate").issuedBy(cross));
    assertEquals(3, complete(server, newRoot, oldRoot).path().size());
  }

  @Test
  void followsALongChain() throws IOException {
    IssuedCertificate root = pki.ca("Top").selfSigned();
    IssuedCertificate issuer = root;
    for (int i = 1; i <= 8; i++) {
      issuer = pki.ca("Intermediate " + i).key(TestKey.of(TestKey.Kind.RSA_2048, "all of them")).issuedBy(issuer);
    }
    assertEquals(10, complete(pki.server(NAME).issuedBy(issuer), root).path().size());
  }

  @ParameterizedTest
  @CsvSource({"RSA_3072, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "RSA_4096, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "RSA_3072, TLS_RSA_WITH_AES_128_GCM_SHA256", "RSA_4096, TLS_RSA_WITH_AES_128_GCM_SHA256"})
  void usesALargeRsaKey(TestKey.Kind kind, CipherSuite suite) throws IOException {
    IssuedCertificate server = pki.server(NAME).key(kind).issuedBy(ROOT);
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer peer = openSsl.start(ServerSetup.with(server))) {
      ConnectionFacts facts = ClientSide.talk(peer, client.config().suites(List.of(suite)).build());
      assertEquals(Optional.of(suite), facts.suite());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa_pss_rsae_sha256, RSA_PSS_SHA256", "rsa_pss_rsae_sha384, RSA_PSS_SHA384", "rsa_pss_rsae_sha512, RSA_PSS_SHA512",
    "RSA+SHA256, RSA_PKCS1_SHA256", "RSA+SHA384, RSA_PKCS1_SHA384", "RSA+SHA512, RSA_PKCS1_SHA512",
    "ECDSA+SHA256, ECDSA_SHA256", "ECDSA+SHA384, ECDSA_SHA384", "ECDSA+SHA512, ECDSA_SHA512"
  })
  void verifiesTheServersSignature(String algorithm, SignatureScheme scheme) throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer peer = openSsl.start(ServerSetup.with(P256, RSA), List.of("-tls1_2", "-sigalgs", algorithm))) {
      assertEquals(Optional.of(scheme), ClientSide.talk(peer, client.config().build()).signatureScheme());
    }
  }

  /** The signal against downgrades from TLS 1.3 is none to a client that has only TLS 1.2 (RFC 8446 §4.1.3). */
  @Test
  void completesWithAServerThatPrefersTls13() throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer peer = openSsl.start(ServerSetup.with(P256), List.of())) {
      assertEquals(Optional.of(false), ClientSide.talk(peer, client.config().build()).resumed());
    }
  }

  @Test
  void readsRecordsThatTheServerKeepsShort() throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer peer =
            openSsl.start(ServerSetup.with(P256), List.of("-tls1_2", "-max_send_frag", "512"))) {
      ClientSide.talk(peer, client.config().receiveLimit(512).build());
    }
  }

  @Test
  void reachesAServerByItsAddress() throws IOException {
    IssuedCertificate server = pki.server("127.0.0.1").issuedBy(ROOT);
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer peer = openSsl.start(ServerSetup.with(server))) {
      TlsClientConfig config = client.config().serverName("127.0.0.1").build();
      ClientSide.talk(peer, config);
    }
  }

  private ConnectionFacts complete(IssuedCertificate identity, IssuedCertificate... roots) throws IOException {
    try (ClientSide client = new ClientSide(roots);
        RunningPeer peer = openSsl.start(ServerSetup.with(identity))) {
      return ClientSide.talk(peer, client.config().build());
    }
  }
}
