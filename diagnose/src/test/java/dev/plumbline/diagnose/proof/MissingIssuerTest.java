package dev.plumbline.diagnose.proof;

import static dev.plumbline.diagnose.proof.TestChains.HOST;
import static dev.plumbline.diagnose.proof.TestChains.facts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.proof.AnchorNote.Kind;
import dev.plumbline.diagnose.proof.MissingIssuer.Strength;
import dev.plumbline.diagnose.proof.MissingIssuer.Verdict;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

/** Whether the server left something out or the device lacks its root, and how sure that is. */
class MissingIssuerTest {
  private final TestChains chains = new TestChains();
  private final TestPki pki = chains.pki;
  private final IssuedCertificate stranger =
      pki.ca("Elsewhere Root").subject("CN=Elsewhere Root,O=Elsewhere").selfSigned();

  private static void assertMissing(Verdict verdict, Strength strength, ChainFacts facts) {
    MissingIssuer missing = facts.missing().orElseThrow();
    assertEquals(verdict + " " + strength, missing.verdict() + " " + missing.strength(), missing.reason());
  }

  private static IssuedCertificate authority(TestPki pki, String name) {
    return pki.ca(name).subject(name).selfSigned();
  }

  @Test
  void anAnchorOfTheSameOwnerMakesItTheIntermediate() {
    ChainFacts facts = facts(List.of(chains.leaf), chains.root);
    assertMissing(Verdict.INTERMEDIATE, Strength.LIKELY, facts);
    MissingIssuer missing = facts.missing().orElseThrow();
    assertEquals("O=Acme,CN=Acme Issuing CA", missing.issuer());
    assertEquals(20, missing.issuerKey().length());
    assertEquals(0, missing.depth());
  }

  @Test
  void namesWithoutOrganisationAreComparedByTheirFirstWord() {
    IssuedCertificate root = authority(pki, "CN=Quayside Root");
    IssuedCertificate leaf =
        pki.server(HOST).issuedBy(pki.ca("Quayside CA 1").subject("CN=Quayside CA 1").issuedBy(root));
    assertMissing(Verdict.INTERMEDIATE, Strength.LIKELY, facts(List.of(leaf), root));
    assertMissing(Verdict.ANCHOR, Strength.WEAK, facts(List.of(leaf), stranger));
  }

  @Test
  void knownFamiliesOfAuthoritiesAreRelatives() {
    IssuedCertificate root = authority(pki, "CN=ISRG Root X1,O=Internet Security Research Group,C=US");
    IssuedCertificate r3 = pki.ca("R3").subject("CN=R3,O=Let's Encrypt,C=US").issuedBy(root);
    assertMissing(Verdict.INTERMEDIATE, Strength.LIKELY, facts(List.of(pki.server(HOST).issuedBy(r3)), root));
    assertMissing(Verdict.UNDECIDED, Strength.LIKELY, facts(List.of(pki.server(HOST).issuedBy(r3)), stranger));
    assertMissing(Verdict.ANCHOR, Strength.LIKELY, facts(List.of(pki.server(HOST).issuedBy(r3), r3), stranger));
  }

  @Test
  void anIssuerThatCallsItselfRootIsTheAnchor() {
    IssuedCertificate leaf = pki.server(HOST).issuedBy(chains.root);
    assertMissing(Verdict.ANCHOR, Strength.LIKELY, facts(List.of(leaf), stranger));
    IssuedCertificate sister = authority(pki, "CN=Acme Root R2,O=Acme");
    assertMissing(Verdict.ANCHOR, Strength.LIKELY, facts(List.of(leaf), sister));
    assertMissing(Verdict.ANCHOR, Strength.LIKELY, facts(List.of(chains.leaf, chains.intermediate), stranger));
  }

  @Test
  void aRootThatWasSentAndIsNotTrustedIsProved() {
    List<IssuedCertificate> whole = List.of(chains.leaf, chains.intermediate, chains.root);
    assertMissing(Verdict.ANCHOR, Strength.PROVED, facts(whole, stranger));
    assertMissing(Verdict.ANCHOR, Strength.PROVED, facts(List.of(pki.server(HOST).selfSigned()), stranger));
    assertMissing(Verdict.ANCHOR, Strength.PROVED, facts(List.of(chains.leaf)));
  }

  @Test
  void aRootOfThatNameWithAnotherKeyIsProvedAndNoted() {
    IssuedCertificate rekeyed =
        pki.ca("Acme Root").subject("CN=Acme Root,O=Acme").key(TestKey.of(TestKey.Kind.EC_P256, "2026")).selfSigned();
    ChainFacts facts = facts(List.of(chains.leaf, chains.intermediate), rekeyed);
    assertMissing(Verdict.ANCHOR, Strength.PROVED, facts);
    assertEquals(List.of(Kind.OTHER_KEY), facts.anchorNotes().stream().map(AnchorNote::kind).toList());
    assertTrue(facts.missing().orElseThrow().reason().contains("another key"));
  }

  @Test
  void theAuthorityCertIssuerTellsWhatIsAboveTheMissingOne() {
    IssuedCertificate top = authority(pki, "CN=Top");
    assertMissing(Verdict.INTERMEDIATE, Strength.PROVED, facts(List.of(leafNaming("CN=Top")), top));
    assertMissing(Verdict.UNDECIDED, Strength.PROVED, facts(List.of(leafNaming("CN=Top")), stranger));
    assertMissing(Verdict.ANCHOR, Strength.PROVED, facts(List.of(leafNaming("CN=Middle")), stranger));
  }

  private IssuedCertificate leafNaming(String above) {
    AuthorityKeyIdentifier identifier =
        new AuthorityKeyIdentifier(
            new byte[20], new GeneralNames(new GeneralName(new X500Name(above))), BigInteger.TEN);
    IssuedCertificate middle = pki.ca("Middle").issuedBy(pki.ca("Top").selfSigned());
    return pki.server(HOST)
        .keyIdentifiers(false)
        .extension(Extension.authorityKeyIdentifier, false, identifier)
        .issuedBy(middle);
  }

  @Test
  void whereTheIssuerCanBeFetchedIsKept() {
    AuthorityInformationAccess access =
        new AuthorityInformationAccess(
            AccessDescription.id_ad_caIssuers,
            new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/issuing.cer"));
    IssuedCertificate middle = pki.ca("Middle").issuedBy(pki.ca("Top").selfSigned());
    IssuedCertificate leaf =
        pki.server(HOST).extension(Extension.authorityInfoAccess, false, access).issuedBy(middle);
    ChainFacts facts = facts(List.of(leaf), stranger);
    assertMissing(Verdict.UNDECIDED, Strength.LIKELY, facts);
    assertEquals(List.of("http://ca.example/issuing.cer"), facts.missing().orElseThrow().urls());
  }
}
