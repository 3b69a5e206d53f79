package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.testing.TestPki;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OCSP responses beside a certificate: RFC 6066 §8, RFC 6960. */
class OcspStapleTest {
  private static final Instant THIS_UPDATE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NEXT_UPDATE = Instant.parse("2026-01-08T00:00:00Z");

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate issuer = pki.ca("Issuer").issuedBy(root);
  private final IssuedCertificate leaf = pki.server("host.example").issuedBy(issuer);
  private final IssuedCertificate responder =
      pki.client("Responder").purposes(KeyPurposeId.id_kp_OCSPSigning).issuedBy(issuer);

  private PathCase stapled(TestOcsp response) {
    return stapled(response.make());
  }

  private PathCase stapled(byte[] response) {
    return PathCase.trusting(root).sends(leaf, issuer).staples(response);
  }

  private OcspStaple accepted(TestOcsp response) throws Exception {
    PathCase sent = stapled(response);
    sent.verify();
    return sent.stapled();
  }

  private String unusable(TestOcsp response) {
    return stapled(response).refusedFor(Fault.CERTIFICATE_STATUS_MALFORMED);
  }

  @Test
  void takesAGoodResponseOfTheIssuer() throws Exception {
    assertEquals(
        new OcspStaple("CN=Issuer", THIS_UPDATE, THIS_UPDATE, Optional.of(NEXT_UPDATE)),
        accepted(TestOcsp.about(leaf)));
    assertEquals("CN=Issuer", accepted(TestOcsp.about(leaf).sha256()).signer());
    assertEquals("CN=Issuer", accepted(TestOcsp.about(leaf).responderByKey()).signer());
  }

  @Test
  void takesAGoodResponseOfAnAnchor() throws Exception {
    IssuedCertificate direct = pki.server("host.example").issuedBy(root);
    PathCase sent = PathCase.trusting(root).sends(direct).staples(TestOcsp.about(direct).make());

    sent.verify();

    assertEquals("CN=Root", sent.stapled().signer());
  }

  @Test
  void takesAGoodResponseOfAnAppointedResponder() throws Exception {
    assertEquals("CN=Responder", accepted(TestOcsp.about(leaf).signedBy(responder)).signer());
    assertEquals("CN=Responder", accepted(TestOcsp.about(leaf).signedBy(responder).responderByKey()).signer());
  }

  @Test
  void refusesResponsesOfAnybodyElse() {
    IssuedCertificate unappointed = pki.client("Unappointed").issuedBy(issuer);
    IssuedCertificate anyPurpose =
        pki.client("Any purpose").purposes(KeyPurposeId.anyExtendedKeyUsage).issuedBy(issuer);
    IssuedCertificate elsewhere =
        pki.client("Elsewhere").purposes(KeyPurposeId.id_kp_OCSPSigning).issuedBy(root);

    assertTrue(unusable(TestOcsp.about(leaf).signedBy(unappointed)).contains("is no responder"));
    assertTrue(unusable(TestOcsp.about(leaf).signedBy(anyPurpose)).contains("is no responder"));
    assertTrue(unusable(TestOcsp.about(leaf).signedBy(elsewhere)).contains("neither by CN=Issuer"));
    assertTrue(unusable(TestOcsp.about(leaf).signedBy(responder).noCertificates()).contains("neither by CN=Issuer"));
  }

  @Test
  void refusesAResponderWhoseCertificateDoesNotHold() {
    IssuedCertificate expired =
        pki.client("Expired").purposes(KeyPurposeId.id_kp_OCSPSigning)
            .validity(TestPki.NOT_BEFORE, Instant.parse("2021-01-01T00:00:00Z")).issuedBy(issuer);
    IssuedCertificate namesake = pki.ca("Issuer").key(TestKey.of(TestKey.Kind.EC_P256, "other")).selfSigned();
    IssuedCertificate forged =
        pki.client("Forged").purposes(KeyPurposeId.id_kp_OCSPSigning).issuedBy(namesake);
    IssuedCertificate odd =
        pki.client("Odd").purposes(KeyPurposeId.id_kp_OCSPSigning).unknownExtension(true).issuedBy(issuer);

    assertTrue(unusable(TestOcsp.about(leaf).signedBy(expired)).contains("was valid until"));
    assertTrue(unusable(TestOcsp.about(leaf).signedBy(forged)).contains("does not verify"));
    assertTrue(unusable(TestOcsp.about(leaf).signedBy(odd)).contains("critical extension"));
  }

  @Test
  void refusesASpoiltSignatureAndAnOldAlgorithm() {
    assertTrue(unusable(TestOcsp.about(leaf).spoilSignature()).contains("does not verify"));
    assertTrue(
        unusable(TestOcsp.about(leaf).signedWith(SigningAlgorithm.ECDSA_SHA1)).contains("ecdsa-with-SHA1"));
  }

  @Test
  void refusesAResponseAboutAnotherCertificate() {
    IssuedCertificate other = pki.server("other.example").issuedBy(issuer);
    IssuedCertificate sameSerial =
        pki.server("host.example").serial(PathCase.parsed(leaf).serialNumber()).issuedBy(root);

    assertTrue(unusable(TestOcsp.about(leaf).certIdOf(other)).contains("is not about CN=host.example"));
    assertTrue(unusable(TestOcsp.about(leaf).certIdOf(sameSerial)).contains("is not about CN=host.example"));
  }

  @Test
  void refusesARevokedCertificate() {
    String sentence =
        stapled(TestOcsp.about(leaf).revoked(Instant.parse("2025-12-24T18:00:00Z")))
            .refusedFor(Fault.CERTIFICATE_STATUS_REVOKED);

    assertEquals("the OCSP response says that CN=host.example was revoked at 2025-12-24T18:00:00Z", sentence);
  }

  @Test
  void refusesWhatTheResponderDoesNotKnow() {
    assertTrue(unusable(TestOcsp.about(leaf).unknown()).contains("does not know"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T00:04:00Z, 2026-01-08T00:00:00Z, true",
    "2026-01-02T00:06:00Z, 2026-01-08T00:00:00Z, false",
    "2025-12-31T00:00:00Z, 2026-01-01T23:56:00Z, true",
    "2025-12-31T00:00:00Z, 2026-01-01T23:54:00Z, false",
    "2026-01-02T00:04:00Z, 2026-01-02T00:03:00Z, false",
    "2026-01-01T12:00:00Z, , true",
    "2025-12-31T12:00:00Z, , false",
  })
  void aResponseHoldsForItsTimeGiveOrTakeFiveMinutes(Instant from, Instant until, boolean holds) throws Exception {
    TestOcsp response = TestOcsp.about(leaf).updates(from, until);
    if (holds) {
      assertEquals(from, accepted(response).thisUpdate());
    } else {
      assertTrue(unusable(response).contains("this clock says"));
    }
  }

  @Test
  void aDeviceWithoutClockTakesAnyTime() throws Exception {
    PathCase sent = stapled(TestOcsp.about(leaf)).at(NEXT_UPDATE.plus(Duration.ofDays(99)));

    sent.with(PathPolicy.ideal().withoutDates()).verify();

    assertEquals("CN=Issuer", sent.stapled().signer());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 99})
  void refusesAResponderThatHasNoAnswer(int status) {
    String sentence = stapled(TestOcsp.unsuccessful(status)).refusedFor(Fault.CERTIFICATE_STATUS_MALFORMED);

    assertTrue(sentence.contains("the responder says"), sentence);
  }

  @Test
  void refusesUnknownCriticalExtensions() {
    Extension odd = new Extension(new ASN1ObjectIdentifier("2.999.3"), true, new byte[] {5, 0});

    assertTrue(unusable(TestOcsp.about(leaf).singleExtensions(new Extensions(odd))).contains("2.999.3"));
  }

  @Test
  void nobodyVouchesForACertificateThatIsAnAnchorItself() throws Exception {
    PathCase sent = PathCase.trusting(leaf).sends(leaf).staples(TestOcsp.about(leaf).spoilSignature().make());

    sent.verify();

    assertNull(sent.stapled());
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] good = TestOcsp.about(leaf).signedBy(responder).make();
    for (int length = 1; length < good.length; length++) {
      stapled(Arrays.copyOf(good, length)).refusedFor(Fault.CERTIFICATE_STATUS_MALFORMED);
    }
  }

  @Test
  void aBusyEngineMayBeAskedAgain() throws Exception {
    EngineException busy = new EngineException(EngineException.Kind.BUSY, "somebody else has it");
    PathCase sent =
        stapled(TestOcsp.about(leaf).signedBy(responder))
            .on(new FailingEngine(Engines.software()).fail(FailingEngine.Verb.VERIFY, 1, busy));

    assertEquals(busy, assertThrows(EngineException.class, sent::verify));
    sent.verify();
    assertEquals("CN=Responder", sent.stapled().signer());
  }
}
