package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5280 §4.2.1.10, as tables of name, constraint and verdict. */
class NameConstraintsTest {
  private final TestPki pki = new TestPki();

  @ParameterizedTest
  @CsvSource({
    "dns, host.example, example, inside",
    "dns, host.example, host.example, inside",
    "dns, HOST.example, host.EXAMPLE, inside",
    "dns, host.example, '', inside",
    "dns, xhost.example, host.example, outside",
    "dns, host.example, .example, unusable",
    "dns, *.example, example, inside",
    "dns, *.example, host.example, overlapping",
    "dns, *.example, a.host.example, outside",
    "dns, .example, example, unusable",
    "dns, a b.example, example, unusable",
    "ip, 192.0.2.1, 192.0.2.0/24, inside",
    "ip, 192.0.3.1, 192.0.2.0/24, outside",
    "ip, 192.0.3.1, 0.0.0.0/0, inside",
    "ip, 192.0.2.1, 192.0.2.0/255.0.255.0, unusable",
    "ip, 2001:db8::1, 192.0.2.0/24, outside",
    "ip, 2001:db8::1, 2001:db8::/32, inside",
    "ip, 2001:db9::1, 2001:db8::/32, outside",
    "email, me@host.example, me@host.example, inside",
    "email, me@HOST.example, me@host.example, inside",
    "email, Me@host.example, me@host.example, outside",
    "email, me@host.example, host.example, inside",
    "email, me@a.host.example, host.example, outside",
    "email, me@a.host.example, .host.example, inside",
    "email, me@host.example, .host.example, outside",
    "email, me@host.example, a@b@host.example, unusable",
    "email, me, host.example, unusable",
    "email, **@host.example, **@host.example, inside",
    "email, *@host.example, **@host.example, outside",
    "uri, https://host.example/x, host.example, inside",
    "uri, https://user@HOST.example:8443/x, host.example, inside",
    "uri, https://a.host.example/, host.example, outside",
    "uri, https://a.host.example/, .host.example, inside",
    "uri, https://192.0.2.1/, host.example, unusable",
    "uri, urn:x:y, host.example, unusable",
    "uri, 'https://[bad', host.example, unusable",
    "uri, https://host.example/, 'a b', unusable",
    "dn, 'O=Org,CN=a', O=Org, inside",
    "dn, 'O=ORG ,CN=a', o=org, inside",
    "dn, 'O=Other,CN=a', O=Org, outside",
    "dn, O=Org, 'O=Org,CN=a', outside",
    "dn, 'O=ÄÖ,CN=a', O=äö, inside",
  })
  void holdsNamesAgainstSubtrees(String form, String name, String base, String verdict) throws Exception {
    PathCase permitted = withConstraint(form, name, List.of(base(form, base)), List.of());
    PathCase excluded = withConstraint(form, name, List.of(), List.of(base(form, base)));

    if (verdict.equals("inside")) {
      assertEquals(3, permitted.path().size());
    } else {
      permitted.refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    }
    if (verdict.equals("outside")) {
      assertEquals(3, excluded.path().size());
    } else {
      excluded.refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    }
  }

  private PathCase withConstraint(
      String form, String name, List<GeneralName> permitted, List<GeneralName> excluded) {
    IssuedCertificate root = pki.ca("Root").selfSigned();
    IssuedCertificate constrained = pki.ca("Constrained").nameConstraints(permitted, excluded).issuedBy(root);
    TestPki.Request request = pki.server("server.test").subject("");
    switch (form) {
      case "dns" -> request.noNames().dns(name);
      case "ip" -> request.ip(name);
      case "email" -> request.name(new GeneralName(GeneralName.rfc822Name, name));
      case "uri" -> request.name(new GeneralName(GeneralName.uniformResourceIdentifier, name));
      default -> request.subject(name);
    }
    String reference = form.equals("dns") ? name.replace("*", "www").toLowerCase() : "server.test";
    return PathCase.trusting(root)
        .sends(request.issuedBy(constrained), constrained)
        .named(reference.matches("[a-z.]+") && !reference.startsWith(".") ? reference : "server.test");
  }

  private static GeneralName base(String form, String base) {
    return switch (form) {
      case "dns" -> new GeneralName(GeneralName.dNSName, base);
      case "ip" -> new GeneralName(GeneralName.iPAddress, base);
      case "email" -> new GeneralName(GeneralName.rfc822Name, base);
      case "uri" -> new GeneralName(GeneralName.uniformResourceIdentifier, base);
      default -> new GeneralName(GeneralName.directoryName, base);
    };
  }

  @Test
  void constraintsOfSeveralAuthoritiesAllCount() {
    IssuedCertificate root = pki.ca("Root").selfSigned();
    IssuedCertificate wide = pki.ca("Wide").nameConstraints(List.of(base("dns", "example")), List.of()).issuedBy(root);
    IssuedCertificate narrow =
        pki.ca("Narrow").nameConstraints(List.of(base("dns", "a.example")), List.of()).issuedBy(wide);

    PathCase.trusting(root).sends(pki.server("b.example").issuedBy(narrow), narrow, wide).named("b.example")
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }

  @Test
  void constraintsOfTheAnchorCountAndSkipSelfIssuedIntermediates() throws Exception {
    IssuedCertificate root =
        pki.ca("Root").nameConstraints(List.of(base("dns", "example")), List.of()).selfSigned();
    IssuedCertificate renewed =
        pki.ca("Root").key(TestKey.of(
            TestKey.Kind.EC_P256, "renewed")).dns("elsewhere.test").issuedBy(root);

    assertEquals(
        3, PathCase.trusting(root).sends(pki.server("host.example").issuedBy(renewed), renewed).path().size());
    PathCase.trusting(root).sends(pki.server("host.test").issuedBy(root)).named("host.test")
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }

  @Test
  void theSubjectsMailboxIsConstrainedWhenThereIsNoOther() {
    PathCase sent =
        withConstraint("dn", "E=me@other.test,CN=a", List.of(base("email", "host.example")), List.of());

    String sentence = sent.refusedFor(Fault.CERTIFICATE_CONSTRAINT);

    assertTrue(sentence.contains("me@other.test is outside"), sentence);
  }

  @Test
  void formsThatAreNotProcessedAreRefusedOnlyWhenTheyAppear() throws Exception {
    GeneralName other =
        new GeneralName(
            GeneralName.otherName,
            new OtherName(new ASN1ObjectIdentifier("2.999.2"), new DERUTF8String("x")));
    IssuedCertificate root = pki.ca("Root").selfSigned();
    IssuedCertificate constrained = pki.ca("Constrained").nameConstraints(List.of(), List.of(other)).issuedBy(root);

    PathCase.trusting(root).sends(pki.server("host.example").name(other).issuedBy(constrained), constrained)
        .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    assertEquals(
        3,
        PathCase.trusting(root).sends(pki.server("host.example").issuedBy(constrained), constrained).path().size());
  }

  @Test
  void subtreesWithMinimumOrMaximumAreRefused() {
    IssuedCertificate root = pki.ca("Root").selfSigned();
    GeneralSubtree deep = new GeneralSubtree(base("dns", "example"), BigInteger.ONE, null);
    GeneralSubtree bounded = new GeneralSubtree(base("dns", "example"), BigInteger.ZERO, BigInteger.TWO);

    for (GeneralSubtree subtree : List.of(deep, bounded)) {
      IssuedCertificate constrained =
          pki.ca("Constrained")
              .extension(Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null))
              .issuedBy(root);
      PathCase.trusting(root).sends(pki.server("host.example").issuedBy(constrained), constrained)
          .refusedFor(Fault.CERTIFICATE_CONSTRAINT);
    }
  }

  @Test
  void theWorkIsBounded() {
    GeneralName[] bases = new GeneralName[1200];
    String[] names = new String[1200];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = base("dns", "b" + i + ".test");
      names[i] = "n" + i + ".test";
    }
    IssuedCertificate root = pki.ca("Root").nameConstraints(List.of(), List.of(bases)).selfSigned();

    PathCase.trusting(root).sends(pki.server("host.example").dns(names).issuedBy(root))
        .refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
  }

  @Test
  void constraintsThatAreNoneAreMalformed() {
    IssuedCertificate root = pki.ca("Root").selfSigned();
    for (byte[] value : List.of(new byte[] {0x30, 0}, new byte[] {0x30, 2, (byte) 0xA0, 0},
        new DEROctetString(new byte[1]).getOctets())) {
      IssuedCertificate empty = pki.ca("Empty").extension(Extension.nameConstraints, true, value).issuedBy(root);
      PathCase.trusting(root).sends(pki.server("host.example").issuedBy(empty), empty)
          .refusedFor(Fault.CERTIFICATE_MALFORMED);
    }
  }

  @Test
  void aSingleCertificateCanBeHeldAgainstTheConstraintsOfAnother() throws MalformedCertificate {
    List<GeneralName> example = List.of(new GeneralName(GeneralName.dNSName, "example"));
    ParsedCertificate authority =
        ParsedCertificate.parse(pki.ca("Constrained").nameConstraints(example, List.of()).selfSigned().der());
    ParsedCertificate inside = ParsedCertificate.parse(pki.server("host.example").selfSigned().der());
    ParsedCertificate outside = ParsedCertificate.parse(pki.server("host.test").selfSigned().der());
    assertTrue(authority.violatedBy(inside).isEmpty());
    assertTrue(authority.violatedBy(outside).orElseThrow().contains("host.test"));
    assertTrue(outside.violatedBy(inside).isEmpty());
  }
}
