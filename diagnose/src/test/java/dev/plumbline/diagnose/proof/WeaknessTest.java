package dev.plumbline.diagnose.proof;

import static dev.plumbline.diagnose.proof.TestChains.HOST;
import static dev.plumbline.diagnose.proof.TestChains.facts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.proof.VerifierLimits.Beyond;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey.Kind;
import dev.plumbline.tls.testing.TestPki;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is too weak for some, and too strong for others. */
class WeaknessTest {
  private final TestPki pki = new TestPki();

  @Test
  void aSmallRsaKeyIsNamedWithThoseThatRefuseIt() {
    IssuedCertificate root = pki.ca("Root").key(Kind.RSA_2048).selfSigned();
    ChainFacts facts = facts(List.of(pki.server(HOST).key(Kind.RSA_1024).issuedBy(root)), root);
    assertTrue(facts.idealPath().isPresent());
    assertEquals(1, facts.weaknesses().size());
    Weakness weak = facts.weaknesses().get(0);
    assertEquals("RSA with 1024 bits", weak.what());
    assertEquals(
        List.of("OpenSSL's security level 2 and up", "mbedTLS's default profile", "RFC 9325 §4.5"), weak.refusedBy());
  }

  @Test
  void sha1CountsWhereItIsVerifiedAndNotOnRoots() {
    IssuedCertificate root = pki.ca("Root").signedWith(SigningAlgorithm.ECDSA_SHA1).selfSigned();
    ChainFacts good = facts(List.of(pki.server(HOST).issuedBy(root), root), root);
    assertEquals(List.of(), good.weaknesses());
    ChainFacts bad = facts(List.of(pki.server(HOST).signedWith(SigningAlgorithm.ECDSA_SHA1).issuedBy(root)), root);
    assertTrue(bad.idealPath().isPresent());
    assertEquals(List.of("ecdsa-with-SHA1"), bad.weaknesses().stream().map(Weakness::what).toList());
  }

  @Test
  void otherKindsOfSignaturesAreVerifiedAsWell() {
    IssuedCertificate root = pki.ca("Root").key(Kind.ED25519).selfSigned();
    IssuedCertificate middle = pki.ca("Middle").key(Kind.EC_P521).issuedBy(root);
    IssuedCertificate pss = pki.ca("Pss").key(Kind.RSA_2048).issuedBy(middle);
    IssuedCertificate leaf = pki.server(HOST).signedWith(SigningAlgorithm.RSA_PSS_SHA384).issuedBy(pss);
    ChainFacts facts = facts(List.of(leaf, pss, middle), root);
    assertTrue(facts.idealPath().isPresent(), facts.usage().toString());
    assertEquals("RSASSA-PSS with SHA-384", facts.leaf().orElseThrow().signatureName().name());
  }

  @Test
  void aSynergyDeviceTakesSha384FromAP256KeyAndNoP384Key() throws Exception {
    VerifierLimits synergy;
    try (CryptoEngine engine = Profiles.parse("synergy-ssp2").engine().spec().open(Engines.systemEntropy())) {
      synergy = VerifierLimits.of(engine.profile());
    }
    IssuedCertificate p256 = pki.ca("Root").selfSigned();
    IssuedCertificate sha384 = pki.server(HOST).signedWith(SigningAlgorithm.ECDSA_SHA384).issuedBy(p256);
    assertEquals(List.of(), facts(List.of(sha384), p256).beyond(synergy));
    IssuedCertificate p384 = pki.ca("Root").key(Kind.EC_P384).selfSigned();
    List<Beyond> beyond = facts(List.of(pki.server(HOST).issuedBy(p384)), p384).beyond(synergy);
    assertEquals(1, beyond.size(), beyond.toString());
    assertEquals(CertificateFacts.Origin.ANCHOR, beyond.get(0).certificate().origin());
  }

  @Test
  void aVerifierOfSha256TakesAnyKey() {
    IssuedCertificate root = pki.ca("Root").key(Kind.EC_P384).selfSigned();
    IssuedCertificate leaf = pki.server(HOST).signedWith(SigningAlgorithm.ECDSA_SHA256).issuedBy(root);
    assertEquals(List.of(), facts(List.of(leaf), root).beyond(VerifierLimits.SHA256_ONLY));
    assertEquals(1, facts(List.of(leaf), root).beyond(VerifierLimits.P256_SHA256).size());
    IssuedCertificate longer = pki.server(HOST).issuedBy(root);
    assertEquals(1, facts(List.of(longer), root).beyond(VerifierLimits.SHA256_ONLY).size());
  }
}
