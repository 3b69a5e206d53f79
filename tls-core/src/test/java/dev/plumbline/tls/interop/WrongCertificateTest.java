package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.INTERMEDIATE;
import static dev.plumbline.tls.interop.InteropPki.NAME;
import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers whose certificates are no good: which fault we find, and which alert they get. */
class WrongCertificateTest {
  private static final Instant PAST = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2048-01-01T00:00:00Z");

  private final TestPki pki = new TestPki();
  private final OpenSslPeer openSsl = Peers.openSsl();

  @BeforeEach
  void needsOpenSsl() {
    Peers.require(openSsl.missing());
  }

  @Test
  void refusesAnExpiredCertificate() throws IOException {
    IssuedCertificate expired = server().validity(TestPki.NOT_BEFORE, PAST).issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_PAST_VALIDITY, "certificate expired", expired, ROOT);
  }

  @Test
  void refusesAnExpiredIntermediate() throws IOException {
    IssuedCertificate intermediate = pki.ca("Old Intermediate").validity(TestPki.NOT_BEFORE, PAST).issuedBy(ROOT);
    assertRefused(
        Fault.CERTIFICATE_PAST_VALIDITY, "certificate expired", server().issuedBy(intermediate), ROOT);
  }

  @Test
  void refusesACertificateOfTheFuture() throws IOException {
    IssuedCertificate early = server().validity(FUTURE, TestPki.NOT_AFTER).issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_NOT_YET_VALID, "certificate expired", early, ROOT);
  }

  @Test
  void refusesACertificateForAnotherName() throws IOException {
    IssuedCertificate other = pki.server("other.test").issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_NAME, "bad certificate", other, ROOT);
  }

  @Test
  void refusesACertificateWhoseNameIsOnlyInItsSubject() throws IOException {
    IssuedCertificate old = pki.bare(NAME).issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_NAME, "bad certificate", old, ROOT);
  }

  @Test
  void refusesAnUnknownRoot() throws IOException {
    assertRefused(Fault.CERTIFICATE_ISSUER_UNKNOWN, "unknown ca", P256, pki.ca("Another Root").selfSigned());
  }

  @Test
  void refusesAnotherRootOfTheSameName() throws IOException {
    IssuedCertificate impostor =
        pki.ca("Interop Root").key(TestKey.of(TestKey.Kind.EC_P256, "impostor")).serial(BigInteger.TEN).selfSigned();
    assertRefused(Fault.CERTIFICATE_SIGNATURE, "bad certificate", P256, impostor);
  }

  @Test
  void refusesASelfSignedCertificate() throws IOException {
    assertRefused(Fault.CERTIFICATE_ISSUER_UNKNOWN, "unknown ca", server().selfSigned(), ROOT);
  }

  @Test
  void refusesAChainWithoutItsIntermediate() throws IOException {
    IssuedCertificate alone = new IssuedCertificate(P256.der(), P256.key(), null);
    assertRefused(Fault.CERTIFICATE_ISSUER_UNKNOWN, "unknown ca", alone, ROOT);
  }

  @Test
  void refusesALeafThatSignedAnother() throws IOException {
    IssuedCertificate leaf = pki.server("customer.test").issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_CONSTRAINT, "bad certificate", server().issuedBy(leaf), ROOT);
  }

  @Test
  void refusesAClientsCertificateAsAServers() throws IOException {
    IssuedCertificate client = pki.client(NAME).dns(NAME).issuedBy(INTERMEDIATE);
    assertRefused(Fault.CERTIFICATE_USAGE, "bad certificate", client, ROOT);
  }

  private TestPki.Request server() {
    return pki.server(NAME).serial(BigInteger.valueOf(1000));
  }

  /** We find the fault, and the server says that it got the alert. */
  private void assertRefused(Fault fault, String alert, IssuedCertificate identity, IssuedCertificate root)
      throws IOException {
    try (ClientSide client = new ClientSide(root);
        RunningPeer server = openSsl.start(ServerSetup.with(identity))) {
      TlsAlert refusal = ClientSide.refusal(server.port(), client.config().build());
      assertEquals(Optional.of(fault), refusal.fault(), refusal.sentence());
      assertTrue(server.says("alert " + alert), server.log());
    }
  }
}
