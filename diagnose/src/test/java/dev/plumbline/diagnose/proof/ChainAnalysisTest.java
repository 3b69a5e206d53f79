package dev.plumbline.diagnose.proof;

import static dev.plumbline.diagnose.proof.TestChains.HOST;
import static dev.plumbline.diagnose.proof.TestChains.NOW;
import static dev.plumbline.diagnose.proof.TestChains.facts;
import static dev.plumbline.diagnose.proof.TestChains.question;
import static dev.plumbline.diagnose.proof.TestChains.usage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.proof.AnchorNote.Kind;
import dev.plumbline.diagnose.proof.BuilderAnswer.Model;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.PathPolicy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Paths, order, dates, names and usage of chains that were made for one question each. */
class ChainAnalysisTest {
  private final TestChains chains = new TestChains();
  private final TestPki pki = chains.pki;

  @Test
  void aGoodChainHasNothingToComplainOf() {
    ChainFacts facts = facts(List.of(chains.leaf, chains.intermediate), chains.root);
    ChainPath path = facts.idealPath().orElseThrow();
    assertEquals(
        "certificate 1 (CN=mqtt.example) ← certificate 2 (CN=Acme Issuing CA) ← anchor 1 (CN=Acme Root)", path.words());
    assertTrue(path.rooted());
    assertTrue(facts.order().orElseThrow().inOrder());
    assertTrue(facts.missing().isEmpty());
    assertEquals(List.of(), facts.usage());
    assertEquals(List.of(), facts.weaknesses());
    assertEquals(List.of(), facts.anchorNotes());
    assertEquals(List.of(), facts.brokenSignatures());
    assertTrue(facts.builders().stream().allMatch(BuilderAnswer::accepts), facts.builders().toString());
    assertEquals(NameFacts.Coverage.COVERED, facts.name().orElseThrow().coverage());
    int list = chains.leaf.der().length + chains.intermediate.der().length + 6;
    assertEquals(new ChainSizes(facts.sizes().certificates(), list, list + 7), facts.sizes());
  }

  @Test
  void withoutAnchorsTrustIsLeftOpen() {
    ChainFacts facts = ChainAnalysis.of(ChainQuestion.of(List.of(chains.leaf.der()), NOW));
    assertFalse(facts.answersTrust());
    // 'Acme Issuing CA' sounds like an intermediate, which is no more than a hint.
    assertEquals(MissingIssuer.Verdict.INTERMEDIATE, facts.missing().orElseThrow().verdict());
    assertEquals(MissingIssuer.Strength.LIKELY, facts.missing().orElseThrow().strength());
    assertEquals(List.of(), facts.builders());
    assertEquals(NameFacts.Coverage.UNKNOWN, facts.name().orElseThrow().coverage());
    assertTrue(facts.datesAtCapture().get(0).valid());
  }

  @Test
  void extrasAndDuplicatesAreFound() {
    IssuedCertificate stranger = pki.ca("Stranger").selfSigned();
    ChainFacts facts =
        facts(List.of(chains.leaf, stranger, chains.intermediate, chains.intermediate), chains.root);
    SentOrder order = facts.order().orElseThrow();
    assertFalse(order.inOrder());
    assertEquals(0, order.brokenAt());
    assertEquals(List.of("certificate 2 (CN=Stranger)"), order.extras().stream().map(CertificateFacts::label).toList());
    assertEquals(List.of(3), order.duplicates().stream().map(CertificateFacts::position).toList());
    assertEquals(List.of("CN=Stranger"), facts.selfSigned().stream().map(CertificateFacts::shortName).toList());
    assertTrue(order.sentence().contains("the order that chains is 1, 3"), order.sentence());
    assertTrue(facts.idealPath().isPresent());
  }

  @Test
  void aServersCertificateThatDoesNotComeFirstIsFound() {
    ChainFacts facts = facts(List.of(chains.root, chains.intermediate, chains.leaf), chains.root);
    assertFalse(facts.order().orElseThrow().leafFirst());
    assertEquals(2, facts.leaf().orElseThrow().position());
    assertTrue(facts.idealPath().isPresent());
  }

  @Test
  void anIssuerWithTheRightNameAndAnotherKeyIsNotIt() {
    IssuedCertificate other =
        pki.ca("Acme Issuing CA").subject("CN=Acme Issuing CA,O=Acme")
            .key(TestKey.of(TestKey.Kind.EC_P256, "another")).issuedBy(chains.root);
    ChainFacts facts = facts(List.of(chains.leaf, other), chains.root);
    assertEquals(List.of(), facts.paths());
    assertFalse(facts.order().orElseThrow().inOrder());
    assertEquals(1, facts.brokenSignatures().size());
    MissingIssuer missing = facts.missing().orElseThrow();
    assertEquals(MissingIssuer.Verdict.INTERMEDIATE, missing.verdict());
    assertEquals(MissingIssuer.Strength.PROVED, missing.strength());
  }

  @Test
  void datesAreMeasuredAtTheCaptureAndAtTheDevice() {
    Instant end = NOW.minus(Duration.ofHours(50));
    IssuedCertificate old = pki.server(HOST).validity(TestPki.NOT_BEFORE, end).issuedBy(chains.root);
    ChainFacts facts =
        ChainAnalysis.of(question(List.of(old), chains.root).atDeviceTime(Instant.parse("2000-01-01T00:00:00Z")));
    assertTrue(facts.idealPath().isEmpty());
    assertEquals(DateFact.State.EXPIRED, facts.datesAtCapture().get(0).state());
    assertTrue(facts.datesAtCapture().get(0).sentence().contains("2 days 2 hours before"));
    assertEquals(DateFact.State.NOT_YET_VALID, facts.datesAtDevice().get(0).state());
    assertTrue(facts.datesAtDevice().get(0).sentence().contains("20 years 5 days after"));
    assertTrue(facts.idealPath(end).isPresent());
    assertTrue(facts.idealPath(end.plusSeconds(1)).isEmpty());
  }

  @Test
  void anExpiredCrossSignatureOnlyHindersThoseThatFollowIt() {
    IssuedCertificate oldRoot = pki.ca("Old Root").selfSigned();
    IssuedCertificate cross =
        pki.ca("Acme Root").subject("CN=Acme Root,O=Acme")
            .validity(TestPki.NOT_BEFORE, NOW.minus(Duration.ofDays(9))).issuedBy(oldRoot);
    ChainFacts facts = facts(List.of(chains.leaf, chains.intermediate, cross), chains.root, oldRoot);
    assertEquals(2, facts.paths().size());
    assertEquals("CN=Acme Root", facts.idealPath().orElseThrow().anchor().shortName());
    assertEquals(
        List.of(Model.SENT_CHAIN_FIRST, Model.LAST_ISSUER),
        facts.pathBuildingLimits().stream().map(BuilderAnswer::model).toList());
    BuilderAnswer first = facts.pathBuildingLimits().get(0);
    assertEquals(2, first.blamed().position());
    assertTrue(first.sentence().contains("expired"), first.sentence());
    assertTrue(facts.anchorNotes().stream().anyMatch(note -> note.kind() == Kind.CROSS_SIGNED));
  }

  @Test
  void aDevicesOwnRulesAreAsked() {
    List<IssuedCertificate> shuffled = List.of(chains.leaf, chains.root, chains.intermediate);
    ChainFacts strict = ChainAnalysis.of(
        question(shuffled, chains.root).builtBy(PathPolicy.ideal().withOrderRequired()));
    assertFalse(strict.device().orElseThrow().accepts());
    ChainFacts lenient = ChainAnalysis.of(question(shuffled, chains.root).builtBy(PathPolicy.ideal()));
    assertTrue(lenient.device().orElseThrow().accepts());
  }

  @Test
  void aLeafThatIsForClientsOrForAnotherKeyExchangeIsFound() {
    IssuedCertificate client = pki.server(HOST).purposes(KeyPurposeId.id_kp_clientAuth).issuedBy(chains.root);
    assertEquals(List.of(PathProblem.Kind.PURPOSE), usage(facts(List.of(client), chains.root)));
    IssuedCertificate transport = pki.server(HOST).keyUsage(KeyUsage.keyEncipherment).issuedBy(chains.root);
    assertEquals(List.of(PathProblem.Kind.KEY_USAGE), usage(facts(List.of(transport), chains.root)));
    ChainQuestion rsa = question(List.of(transport), chains.root).exchanging(KeyExchange.RSA_TRANSPORT);
    assertEquals(List.of(), ChainAnalysis.of(rsa).usage());
  }

  @Test
  void authoritiesThatAreNoneAreFound() {
    IssuedCertificate notCa = pki.ca("Acme Issuing CA").authority(false).issuedBy(chains.root);
    assertEquals(List.of(PathProblem.Kind.NOT_AN_AUTHORITY), usage(under(notCa)));
    IssuedCertificate noSign = pki.ca("Acme Issuing CA").keyUsage(KeyUsage.cRLSign).issuedBy(chains.root);
    assertEquals(List.of(PathProblem.Kind.NO_CERT_SIGN), usage(under(noSign)));
    IssuedCertificate bare = pki.bare("Acme Issuing CA").issuedBy(chains.root);
    assertEquals(List.of(PathProblem.Kind.VERSION_1_AUTHORITY), usage(under(bare)));
    assertTrue(under(bare).idealPath().isEmpty());
    IssuedCertificate bareRoot = pki.bare("Acme Root").selfSigned();
    assertTrue(facts(List.of(pki.server(HOST).issuedBy(bareRoot)), bareRoot).idealPath().isPresent());
  }

  private ChainFacts under(IssuedCertificate intermediate) {
    return facts(List.of(pki.server(HOST).issuedBy(intermediate), intermediate), intermediate.issuer());
  }

  @Test
  void pathLengthAndNameConstraintsAreHeldAgainstThePath() {
    IssuedCertificate shortRoot = pki.ca("Short Root").pathLength(0).selfSigned();
    assertEquals(
        List.of(PathProblem.Kind.PATH_LENGTH), usage(under(pki.ca("Too Deep").issuedBy(shortRoot))));
    IssuedCertificate narrow =
        pki.ca("Narrow Root")
            .nameConstraints(List.of(new GeneralName(GeneralName.dNSName, "elsewhere.example")), List.of())
            .selfSigned();
    ChainFacts facts = facts(List.of(pki.server(HOST).issuedBy(narrow)), narrow);
    assertEquals(List.of(PathProblem.Kind.NAME_CONSTRAINTS), usage(facts));
    assertTrue(facts.usage().get(0).sentence().contains(HOST), facts.usage().get(0).sentence());
  }

  @Test
  void anIntermediateAmongTheAnchorsWorksForSomeOnly() {
    ChainFacts facts = facts(List.of(chains.leaf, chains.intermediate), chains.intermediate);
    assertFalse(facts.builder(Model.ROOTS_ONLY).orElseThrow().accepts());
    assertFalse(facts.idealPath().orElseThrow().rooted());
    assertEquals(
        List.of(Kind.NOT_A_ROOT, Kind.SENT_AS_INTERMEDIATE),
        facts.anchorNotes().stream().map(AnchorNote::kind).toList());
    assertTrue(facts(List.of(chains.leaf, chains.intermediate), chains.intermediate, chains.root)
        .builder(Model.ROOTS_ONLY).orElseThrow().accepts());
  }

  @Test
  void anAnchorThatEndsSoonOrHasEndedIsNoted() {
    IssuedCertificate soon = pki.ca("Soon").validity(TestPki.NOT_BEFORE, NOW.plus(Duration.ofDays(40))).selfSigned();
    IssuedCertificate gone = pki.ca("Gone").validity(TestPki.NOT_BEFORE, NOW.minus(Duration.ofDays(1))).selfSigned();
    ChainFacts facts = facts(List.of(pki.server(HOST).issuedBy(gone)), soon, gone);
    assertEquals(List.of(Kind.ENDS_SOON, Kind.EXPIRED), facts.anchorNotes().stream().map(AnchorNote::kind).toList());
    assertTrue(facts.idealPath().isPresent());
    assertFalse(facts.builder(Model.ROOTS_ONLY).orElseThrow().accepts());
  }

  @Test
  void theServersOwnCertificateMayBeTheAnchor() {
    IssuedCertificate own = pki.server(HOST).selfSigned();
    ChainFacts facts = facts(List.of(own), own);
    assertEquals(1, facts.idealPath().orElseThrow().certificates().size());
    assertEquals(List.of(Kind.SERVERS_OWN), facts.anchorNotes().stream().map(AnchorNote::kind).toList());
  }

  @Test
  void namesAreComparedAsClientsDo() {
    assertEquals(NameFacts.Coverage.NOT_COVERED, named(pki.server("other.example"), HOST).coverage());
    assertEquals(NameFacts.Coverage.COVERED, named(pki.server("*.example"), HOST).coverage());
    assertEquals(NameFacts.Coverage.NOT_COVERED, named(pki.server("*.example"), "a.mqtt.example").coverage());
    assertEquals(NameFacts.Coverage.BY_COMMON_NAME_ONLY, named(pki.server(HOST).noNames(), HOST).coverage());
    assertEquals(NameFacts.Coverage.NOT_A_NAME, named(pki.server(HOST), "mqtt example").coverage());
    NameFacts address = named(pki.server(HOST), "192.0.2.7");
    assertEquals(NameFacts.Coverage.NOT_COVERED, address.coverage());
    assertTrue(address.address() && address.sentence().contains("the address 192.0.2.7"), address.sentence());
    assertEquals(NameFacts.Coverage.COVERED, named(pki.server("192.0.2.7"), "192.0.2.7").coverage());
    assertEquals(List.of("192.0.2.7"), named(pki.server("192.0.2.7"), HOST).names());
  }

  private NameFacts named(TestPki.Request leaf, String host) {
    ChainQuestion question = question(List.of(leaf.issuedBy(chains.root)), chains.root).named(host);
    return ChainAnalysis.of(question).name().orElseThrow();
  }

  @Test
  void aCertificateThatIsNotAllowedIsStillReadAndSaidToBeSo() {
    IssuedCertificate odd =
        pki.server(HOST).serial(BigInteger.ONE).issuerName(new X500Name("")).issuedBy(chains.root);
    ChainFacts facts = facts(List.of(odd), chains.root);
    CertificateFacts read = facts.leaf().orElseThrow();
    assertTrue(read.parsed().isEmpty());
    assertTrue(read.refusal().contains("issuer is empty"), read.refusal());
    assertEquals(List.of(HOST), read.extensions().serverNames());
    assertTrue(usage(facts).contains(PathProblem.Kind.MALFORMED));
  }

  @Test
  void whatIsNoCertificateIsCountedAndLeftOut() {
    byte[] noise = {0x30, 3, 1, 2, 3};
    ChainQuestion question =
        new ChainQuestion(
            Arrays.asList(chains.leaf.der(), noise, chains.intermediate.der()),
            question(List.of(), chains.root).anchors(), question(List.of()).name(), NOW,
            Optional.empty(), Optional.empty(), KeyExchange.SIGNED);
    ChainFacts facts = ChainAnalysis.of(question);
    assertTrue(facts.idealPath().isPresent());
    assertEquals(1, facts.unreadable().get(0).position());
    assertEquals(2, facts.sent().get(1).position());
    ChainFacts nothing = ChainAnalysis.of(ChainQuestion.of(List.of(noise), NOW));
    assertTrue(nothing.leaf().isEmpty() && nothing.order().isEmpty() && nothing.bestChain().isEmpty());
    assertTrue(ChainAnalysis.of(ChainQuestion.of(List.of(), NOW)).leaf().isEmpty());
  }
}
