package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths that are found, and paths that are refused, each for the reason worth telling. */
class PathBuilderTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate intermediate = pki.ca("Intermediate").issuedBy(root);
  private final IssuedCertificate leaf = pki.server("host.example").issuedBy(intermediate);

  @Test
  void findsThePathOfAnOrdinaryChain() throws Exception {
    assertEquals(
        List.of("CN=host.example", "CN=Intermediate", "CN=Root"),
        PathCase.trusting(root).sends(leaf, intermediate).path());
  }

  @Test
  void ignoresTheRootThatTheServerSent() throws Exception {
    assertEquals(3, PathCase.trusting(root).sends(leaf, intermediate, root).path().size());
  }

  @ParameterizedTest
  @CsvSource({"RSA_2048,RSA_SHA256", "RSA_2048,RSA_SHA384", "RSA_2048,RSA_SHA512", "RSA_2048,RSA_PSS_SHA256",
      "RSA_2048,RSA_PSS_SHA384", "RSA_2048,RSA_PSS_SHA512", "EC_P256,ECDSA_SHA384", "EC_P384,ECDSA_SHA384",
      "EC_P384,ECDSA_SHA256", "EC_P256,ECDSA_SHA512"})
  void verifiesEverySchemeOfTheProfile(TestKey.Kind kind, SigningAlgorithm algorithm) throws Exception {
    IssuedCertificate signer = pki.ca("Signer").key(kind).selfSigned();
    IssuedCertificate signed = pki.server("host.example").key(kind).signedWith(algorithm).issuedBy(signer);

    assertEquals(2, PathCase.trusting(signer).sends(signed).path().size());
  }

  @Test
  void findsIssuersInAnyOrderAmongOthersAndTwice() throws Exception {
    IssuedCertificate second = pki.ca("Second").issuedBy(intermediate);
    IssuedCertificate deep = pki.server("host.example").issuedBy(second);
    IssuedCertificate stranger = pki.ca("Stranger").selfSigned();

    assertEquals(
        4,
        PathCase.trusting(root)
            .sends(deep, stranger, intermediate, leaf, second, intermediate, stranger).path().size());
  }

  @Test
  void goesAroundAnExpiredCrossCertificate() throws Exception {
    IssuedCertificate oldRoot = pki.ca("Old root").selfSigned();
    IssuedCertificate crossed =
        pki.ca("Intermediate").validity(TestPki.NOT_BEFORE, Instant.parse("2021-01-01T00:00:00Z")).issuedBy(oldRoot);

    assertEquals(
        List.of("CN=host.example", "CN=Intermediate", "CN=Root"),
        PathCase.trusting(oldRoot, root).sends(leaf, crossed, intermediate).path());
  }

  @Test
  void goesAroundAnImpostorOfTheSameNameAndTellsOfIt() throws Exception {
    IssuedCertificate impostor = pki.ca("Intermediate").key(TestKey.of(TestKey.Kind.EC_P256, "other")).issuedBy(root);
    IssuedCertificate plain = pki.server("host.example").keyIdentifiers(false).issuedBy(intermediate);

    VerifiedPath path = PathCase.trusting(root).sends(plain, impostor, intermediate).verify();

    assertEquals(PathCase.parsed(intermediate), path.path().get(1));
    assertTrue(path.notes().get(0).sentence().contains("does not verify"), path.notes().toString());
  }

  @Test
  void keyIdentifiersAreHintsAndNoMore() throws Exception {
    IssuedCertificate twin = pki.ca("Intermediate").keyIdentifiers(false).issuedBy(root);
    IssuedCertificate otherKey = pki.ca("Intermediate").key(TestKey.of(TestKey.Kind.EC_P256, "other")).issuedBy(root);
    IssuedCertificate misled =
        pki.server("host.example").keyIdentifiers(false)
            .extension(
                Extension.authorityKeyIdentifier, false,
                new AuthorityKeyIdentifier(new byte[] {1, 2, 3}))
            .issuedBy(intermediate);

    assertEquals(3, PathCase.trusting(root).sends(misled, otherKey, intermediate).path().size());
    assertEquals(3, PathCase.trusting(root).sends(leaf, twin).path().size());
  }

  @Test
  void findsTheRootThatIsOnlyKnownByACrossCertificate() throws Exception {
    IssuedCertificate trusted = pki.ca("Trusted").selfSigned();
    IssuedCertificate crossed = pki.ca("Root").issuedBy(trusted);

    assertEquals(
        List.of("CN=host.example", "CN=Intermediate", "CN=Root", "CN=Trusted"),
        PathCase.trusting(trusted).sends(leaf, intermediate, crossed).path());
  }

  @Test
  void stopsAtTheFirstAnchorEvenIfItIsAnIntermediate() throws Exception {
    assertEquals(
        List.of("CN=host.example", "CN=Intermediate"),
        PathCase.trusting(intermediate).sends(leaf, intermediate, root).path());
  }

  @Test
  void takesAServersCertificateThatIsItselfAnAnchor() throws Exception {
    IssuedCertificate selfSigned = pki.server("host.example").selfSigned();

    VerifiedPath path = PathCase.trusting(selfSigned).sends(selfSigned).verify();

    assertEquals(1, path.path().size());
    assertTrue(path.notes().get(0).sentence().contains("is a trust anchor"));
  }

  @Test
  void aPinnedCertificateMustStillBeInTimeAndForTheName() {
    IssuedCertificate selfSigned = pki.server("host.example").selfSigned();

    PathCase.trusting(selfSigned).sends(selfSigned).named("other.example").refusedFor(Fault.CERTIFICATE_NAME);
    PathCase.trusting(selfSigned).sends(selfSigned).at(Instant.parse("2050-01-01T00:00:00Z"))
        .refusedFor(Fault.CERTIFICATE_PAST_VALIDITY);
  }

  @Test
  void aPinnedServersCertificateIssuesNothing() {
    IssuedCertificate pinned = pki.server("host.example").selfSigned();
    IssuedCertificate forged = pki.server("other.example").issuedBy(pinned);

    PathCase.trusting(pinned).sends(forged).named("other.example").refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }

  @Test
  void comparesNamesWithCaseAndWhiteSpaceFolded() throws Exception {
    IssuedCertificate odd =
        pki.server("host.example").issuerName(new X500Name("CN=  intermediate ")).issuedBy(intermediate);

    assertEquals(3, PathCase.trusting(root).sends(odd, intermediate).path().size());
  }

  @Test
  void anExpiredAnchorIsNotedAndTrusted() throws Exception {
    IssuedCertificate old =
        pki.ca("Old").validity(TestPki.NOT_BEFORE, Instant.parse("2021-01-01T00:00:00Z")).selfSigned();
    IssuedCertificate server = pki.server("host.example").issuedBy(old);

    VerifiedPath path = PathCase.trusting(old).sends(server).verify();

    assertTrue(path.notes().get(0).sentence().contains("trusted all the same"), path.notes().toString());
    PathCase.trusting(old).sends(server).with(PathPolicy.ideal().withAnchorDates())
        .refusedFor(Fault.CERTIFICATE_PAST_VALIDITY);
  }

  @Test
  void tellsWhereAnIncompleteChainEnds() {
    String sentence = PathCase.trusting(root).sends(leaf).refusedFor(Fault.CERTIFICATE_ISSUER_UNKNOWN);

    assertEquals(
        "no path to a trust anchor: CN=host.example was issued by CN=Intermediate, which is neither among the 1 trust "
            + "anchors nor in the chain that was sent",
        sentence);
  }

  @Test
  void tellsWhenTheChainEndsInAStrangersRoot() {
    IssuedCertificate other = pki.ca("Other").selfSigned();

    String sentence =
        PathCase.trusting(other).sends(leaf, intermediate, root).refusedFor(Fault.CERTIFICATE_ISSUER_UNKNOWN);

    assertTrue(sentence.contains("CN=Root, where the chain ends, is self-signed"), sentence);
  }

  @Test
  void tellsWhenIssuersRunInACircle() {
    IssuedCertificate a = pki.ca("A").issuerName(new X500Name("CN=B")).selfSigned();
    IssuedCertificate b = pki.ca("B").issuedBy(a);
    IssuedCertificate server = pki.server("host.example").issuedBy(a);

    String sentence = PathCase.trusting(root).sends(server, a, b).refusedFor(Fault.CERTIFICATE_ISSUER_UNKNOWN);

    assertTrue(sentence.contains("leads back"), sentence);
  }

  @Test
  void tellsTheReasonOfThePathThatWentFurthest() {
    IssuedCertificate expired =
        pki.ca("Intermediate").validity(TestPki.NOT_BEFORE, Instant.parse("2021-01-01T00:00:00Z")).issuedBy(root);
    IssuedCertificate untrusted = pki.ca("Intermediate").issuedBy(pki.ca("Other").selfSigned());

    String sentence =
        PathCase.trusting(root).sends(leaf, untrusted, expired).refusedFor(Fault.CERTIFICATE_PAST_VALIDITY);

    assertEquals(
        "CN=Intermediate was valid until 2021-01-01T00:00:00Z; this clock says 2026-01-02T00:00:00Z", sentence);
  }

  @Test
  void refusesAForgedSignature() {
    byte[] forged = leaf.der().clone();
    forged[forged.length - 1] ^= 1;

    String sentence =
        PathCase.trusting(root).sendsBytes(forged).sends(intermediate).refusedFor(Fault.CERTIFICATE_SIGNATURE);

    assertEquals("the signature of CN=host.example does not verify with the key of CN=Intermediate", sentence);
  }

  @Test
  void refusesAnAnchorOfTheSameNameWithAnotherKindOfKey() {
    IssuedCertificate namesake = pki.ca("Intermediate").key(TestKey.Kind.RSA_2048).selfSigned();

    PathCase.trusting(namesake).sends(leaf).refusedFor(Fault.CERTIFICATE_SIGNATURE);
  }

  @Test
  void refusesCertificatesOutsideTheirTime() {
    Instant before = Instant.parse("2025-01-01T00:00:00Z");
    IssuedCertificate timely =
        pki.server("host.example").validity(before, before.plusSeconds(60)).issuedBy(intermediate);
    PathCase sent = PathCase.trusting(root).sends(timely, intermediate);

    sent.at(before.minusSeconds(1)).refusedFor(Fault.CERTIFICATE_NOT_YET_VALID);
    sent.at(before.plusSeconds(61)).refusedFor(Fault.CERTIFICATE_PAST_VALIDITY);
  }

  @ParameterizedTest
  @EnumSource(value = SigningAlgorithm.class, names = {"ECDSA_SHA1", "RSA_SHA1", "ED25519"})
  void refusesSignatureAlgorithmsOutsideTheProfile(SigningAlgorithm algorithm) {
    TestKey.Kind kind =
        algorithm == SigningAlgorithm.ECDSA_SHA1 ? TestKey.Kind.EC_P256
            : algorithm == SigningAlgorithm.RSA_SHA1 ? TestKey.Kind.RSA_2048 : TestKey.Kind.ED25519;
    IssuedCertificate signer = pki.ca("Signer").key(kind).selfSigned();
    IssuedCertificate weak = pki.ca("Weak").signedWith(algorithm).issuedBy(signer);
    IssuedCertificate server = pki.server("host.example").issuedBy(weak);

    PathCase.trusting(signer).sends(server, weak).refusedFor(Fault.CERTIFICATE_ALGORITHM);
  }

  @ParameterizedTest
  @EnumSource(value = TestKey.Kind.class, names = {"RSA_1024", "EC_P192", "EC_P521", "ED25519"})
  void refusesKeysOutsideTheProfile(TestKey.Kind kind) {
    IssuedCertificate server = pki.server("host.example").key(kind).issuedBy(intermediate);

    String sentence = PathCase.trusting(root).sends(server, intermediate).refusedFor(Fault.CERTIFICATE_ALGORITHM);

    assertTrue(sentence.contains("its key ("), sentence);
  }

  @Test
  void theEngineSaysWhichCurvesAndSchemesThereAre() {
    EngineProfile narrow =
        new EngineProfile(
            "narrow", List.of(CipherSuite.values()), List.of(NamedGroup.SECP256R1),
            List.of(SignatureScheme.ECDSA_SHA256), Set.of(NamedGroup.SECP256R1), 2048, 2048, Set.of());
    IssuedCertificate p384 = pki.ca("P-384").key(TestKey.Kind.EC_P384).issuedBy(root);
    IssuedCertificate sha384 = pki.server("host.example").issuedBy(p384);
    IssuedCertificate otherHash = pki.server("host.example").signedWith(SigningAlgorithm.ECDSA_SHA384).issuedBy(root);

    PathCase.trusting(root).sends(sha384, p384).on(new NullEngine(narrow)).refusedFor(Fault.CERTIFICATE_ALGORITHM);
    PathCase.trusting(root).sends(otherHash).on(new NullEngine(narrow)).refusedFor(Fault.CERTIFICATE_ALGORITHM);
    PathCase.trusting(p384).sends(sha384).on(new NullEngine(narrow)).refusedFor(Fault.CERTIFICATE_ALGORITHM);
  }

  @Test
  void refusesIssuersThatAreNoAuthorities() {
    IssuedCertificate notCa = pki.server("Not CA").issuedBy(root);
    IssuedCertificate noSigning = pki.ca("No signing").keyUsage(KeyUsage.cRLSign).issuedBy(root);
    IssuedCertificate clients = pki.ca("Clients").purposes(KeyPurposeId.id_kp_clientAuth).issuedBy(root);

    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(notCa), notCa)
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(noSigning), noSigning)
        .refusedFor(Fault.CERTIFICATE_USAGE);
    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(clients), clients)
        .refusedFor(Fault.CERTIFICATE_USAGE);
  }

  @Test
  void aPathLengthCountsAuthoritiesThatAreNotSelfIssued() throws Exception {
    IssuedCertificate tight = pki.ca("Tight").pathLength(0).issuedBy(root);
    IssuedCertificate below = pki.ca("Below").issuedBy(tight);
    IssuedCertificate renewed = pki.ca("Tight").key(TestKey.of(TestKey.Kind.EC_P256, "renewed")).issuedBy(tight);

    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(below), below, tight)
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    assertEquals(
        4, PathCase.trusting(root).sends(pki.server("host.example").issuedBy(renewed), renewed, tight).path().size());
  }

  @Test
  void thePathLengthOfAnAnchorCounts() {
    IssuedCertificate tight = pki.ca("Tight").pathLength(0).selfSigned();
    IssuedCertificate below = pki.ca("Below").issuedBy(tight);

    PathCase.trusting(tight).sends(pki.server("host.example").issuedBy(below), below)
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }

  @Test
  void refusesUnknownCriticalExtensionsWhereverTheyAre() {
    IssuedCertificate odd = pki.ca("Odd").unknownExtension(true).issuedBy(root);
    IssuedCertificate oddAnchor = pki.ca("Odd anchor").unknownExtension(true).selfSigned();

    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(odd), odd)
        .refusedFor(Fault.CERTIFICATE_CRITICAL_EXTENSION);
    PathCase.trusting(root).sends(pki.server("host.example").unknownExtension(true).issuedBy(root))
        .refusedFor(Fault.CERTIFICATE_CRITICAL_EXTENSION);
    PathCase.trusting(oddAnchor).sends(pki.server("host.example").issuedBy(oddAnchor))
        .refusedFor(Fault.CERTIFICATE_CRITICAL_EXTENSION);
  }

  @Test
  void letsUnknownExtensionsThroughThatAreNotCritical() throws Exception {
    IssuedCertificate odd = pki.server("host.example").unknownExtension(false).issuedBy(root);

    assertEquals(2, PathCase.trusting(root).sends(odd).path().size());
  }

  @Test
  void theKeyUsageMustSuitTheKeyExchange() throws Exception {
    IssuedCertificate signs =
        pki.server("host.example").key(TestKey.Kind.RSA_2048).keyUsage(KeyUsage.digitalSignature).issuedBy(root);
    IssuedCertificate receives =
        pki.server("host.example").key(TestKey.Kind.RSA_2048).keyUsage(KeyUsage.keyEncipherment).issuedBy(root);
    PathCase signing = PathCase.trusting(root).sends(signs);
    PathCase receiving = PathCase.trusting(root).sends(receives);

    assertEquals(2, signing.with(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256).path().size());
    signing.with(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256).refusedFor(Fault.CERTIFICATE_USAGE);
    assertEquals(2, receiving.with(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256).path().size());
    receiving.with(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256).refusedFor(Fault.CERTIFICATE_USAGE);
  }

  @Test
  void theKeyMustBeOfTheSuitesType() {
    String sentence =
        PathCase.trusting(root).sends(leaf, intermediate).with(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)
            .refusedFor(Fault.CERTIFICATE_KEY_TYPE);

    assertTrue(sentence.contains("has an EC key"), sentence);
  }

  @Test
  void thePurposeMustBeServersOrAnything() throws Exception {
    IssuedCertificate client = pki.client("host.example").dns("host.example").issuedBy(root);
    IssuedCertificate anything =
        pki.server("host.example").purposes(KeyPurposeId.anyExtendedKeyUsage).issuedBy(root);

    PathCase.trusting(root).sends(client).refusedFor(Fault.CERTIFICATE_USAGE);
    assertEquals(2, PathCase.trusting(root).sends(anything).path().size());
  }

  @Test
  void tellsWhatACertificateIsForWhenTheNameIsAnother() {
    String sentence =
        PathCase.trusting(root).sends(leaf, intermediate).named("other.example").refusedFor(Fault.CERTIFICATE_NAME);

    assertEquals("the certificate is for host.example, not for other.example", sentence);
  }

  @Test
  void neverLooksAtTheCommonNameButSaysThatItWouldHaveMatched() {
    IssuedCertificate noNames = pki.server("host.example").noNames().issuedBy(root);

    String sentence = PathCase.trusting(root).sends(noNames).refusedFor(Fault.CERTIFICATE_NAME);

    assertTrue(sentence.contains("its CN matches, but only subjectAltName counts"), sentence);
  }

  @Test
  void refusesAnEmptyListAndWhatIsNoCertificate() {
    PathCase.trusting(root).refusedFor(Fault.CERTIFICATE_LIST_EMPTY);
    String sentence =
        PathCase.trusting(root).sends(leaf).sendsBytes(new byte[] {0x30, 1}).refusedFor(Fault.CERTIFICATE_MALFORMED);
    assertTrue(sentence.startsWith("certificate 2 can't be read: "), sentence);
  }

  @Test
  void aBusyEngineLeavesNothingBehindAndMayBeAskedAgain() throws Exception {
    EngineException busy = new EngineException(EngineException.Kind.BUSY, "somebody else has it");
    for (int call = 1; call <= 3; call++) {
      FailingEngine engine = new FailingEngine(Engines.software()).failCall(call, busy);
      PathCase sent = PathCase.trusting(root).sends(leaf, intermediate).on(engine);

      assertEquals(busy, assertThrows(EngineException.class, sent::verify));
      assertEquals(3, sent.path().size());
    }
  }

  @Test
  void aKeyThatTheEngineRejectsIsRefused() {
    PeerRejected rejected = new PeerRejected(PeerRejected.Reason.POINT, "not on the curve");

    for (Verb verb : List.of(Verb.TRUST_ANCHOR, Verb.VERIFY_CERTIFICATE)) {
      FailingEngine engine = new FailingEngine(Engines.software()).fail(verb, 1, rejected);
      String sentence =
          PathCase.trusting(root).sends(leaf, intermediate).on(engine).refusedFor(Fault.CERTIFICATE_ALGORITHM);
      assertTrue(sentence.contains("not on the curve"), sentence);
    }
  }

  @Test
  void aSearchEndsThoughEveryCertificateCouldIssueEveryOther() {
    IssuedCertificate server = pki.server("host.example").keyIdentifiers(false).issuedBy(intermediate);
    PathCase sent = PathCase.trusting(root).sends(server);
    for (int i = 0; i < 40; i++) {
      sent.sends(
          pki.ca("Intermediate").issuerName(new X500Name("CN=Intermediate")).keyIdentifiers(false)
              .key(TestKey.of(TestKey.Kind.EC_P256, "same " + i)).selfSigned());
    }

    sent.refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
  }

  @Test
  void aChainOfSelfIssuedCertificatesIsNotEndless() {
    IssuedCertificate issuer = root;
    List<IssuedCertificate> renewals = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      issuer = pki.ca("Renewed").key(TestKey.of(TestKey.Kind.EC_P256, "same " + i)).issuedBy(issuer);
      renewals.add(0, issuer);
    }
    PathCase sent =
        PathCase.trusting(root).sends(pki.server("host.example").issuedBy(issuer)).sends(renewals)
            .with(PathPolicy.ideal().withOrderRequired());

    assertTrue(sent.refusedFor(Fault.CERTIFICATE_PATH_LIMIT).contains("more than 32 certificates"));
  }

  @Test
  void anEmptySubjectNeedsNoCriticalNames() throws Exception {
    IssuedCertificate uncritical = pki.server("host.example").subject("").issuedBy(root);
    IssuedCertificate critical = pki.server("host.example").subject("").subjectAltNameCritical().issuedBy(root);

    for (IssuedCertificate server : List.of(uncritical, critical)) {
      assertEquals(
          List.of("a certificate without subject name", "CN=Root"),
          PathCase.trusting(root).sends(server).path());
    }
  }

  @Test
  void whatAnEndEntityNeedNotSayMayBeMissing() throws Exception {
    IssuedCertificate terse = pki.server("host.example").noKeyUsage().noPurposes().keyIdentifiers(false).issuedBy(root);

    assertEquals(2, PathCase.trusting(root).sends(terse).path().size());
  }

  @Test
  void anAnchorWithoutExtensionsMayIssueAndAnIntermediateMayNot() throws Exception {
    IssuedCertificate old = pki.bare("Old").selfSigned();
    IssuedCertificate between = pki.ca("Between").noBasicConstraints().issuedBy(root);

    assertEquals(2, PathCase.trusting(old).sends(pki.server("host.example").issuedBy(old)).path().size());
    PathCase.trusting(root).sends(pki.server("host.example").issuedBy(between), between)
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }
}
