package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.Test;

/** Certificate policies where one is required (RFC 5280 §6.1.2 to §6.1.5). */
class ExplicitPolicyTest {
  private static final String A = "2.999.10";
  private static final String B = "2.999.11";
  private static final String ANY = "2.5.29.32.0";

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();

  private TestPki.Request requiring(TestPki.Request request) {
    return request.extension(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null));
  }

  private TestPki.Request having(TestPki.Request request, String... policies) {
    PolicyInformation[] all =
        Arrays.stream(policies)
            .map(policy -> new PolicyInformation(new ASN1ObjectIdentifier(policy)))
            .toArray(PolicyInformation[]::new);
    return request.extension(Extension.certificatePolicies, false, new CertificatePolicies(all));
  }

  private static TestPki.Request mapping(TestPki.Request request, String from, String to) {
    return request.extension(
        Extension.policyMappings, true,
        new PolicyMappings(
            CertPolicyId.getInstance(new ASN1ObjectIdentifier(from)),
            CertPolicyId.getInstance(new ASN1ObjectIdentifier(to))));
  }

  private void holds(IssuedCertificate leaf) throws Exception {
    assertEquals(leaf.chain().size() + 1, PathCase.trusting(root).sends(leaf.chain()).path().size());
  }

  private void fails(IssuedCertificate leaf) {
    PathCase.trusting(root).sends(leaf.chain()).refusedFor(Fault.CERTIFICATE_CONSTRAINT);
  }

  private TestPki.Request server() {
    return pki.server("host.example");
  }

  @Test
  void policiesDoNotMatterUnlessOneIsRequired() throws Exception {
    holds(having(server(), B).issuedBy(having(pki.ca("CA"), A).issuedBy(root)));
  }

  @Test
  void aRequiredPolicyMustRunThroughThePath() throws Exception {
    IssuedCertificate authority = having(requiring(pki.ca("CA")), A).issuedBy(root);

    holds(having(server(), A, B).issuedBy(authority));
    holds(having(server(), ANY).issuedBy(authority));
    fails(having(server(), B).issuedBy(authority));
    fails(server().issuedBy(authority));
  }

  @Test
  void anyPolicyOfAnAuthorityAllowsAll() throws Exception {
    IssuedCertificate authority = having(requiring(pki.ca("CA")), ANY).issuedBy(root);

    holds(having(server(), B).issuedBy(authority));
    fails(server().issuedBy(authority));
  }

  @Test
  void aLeafMayRequireAPolicyToo() throws Exception {
    holds(having(requiring(server()), A).issuedBy(root));
    fails(requiring(server()).issuedBy(root));
  }

  @Test
  void anAuthorityWithoutPoliciesCutsThemOff() {
    IssuedCertificate requires = having(requiring(pki.ca("CA")), A).issuedBy(root);
    IssuedCertificate without = pki.ca("Without").issuedBy(requires);

    fails(having(server(), A).issuedBy(without));
  }

  @Test
  void aRequirementMayBeginFurtherDown() throws Exception {
    IssuedCertificate later =
        pki.ca("CA")
            .extension(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.TWO, null))
            .issuedBy(root);
    IssuedCertificate second = pki.ca("Second").issuedBy(later);

    holds(server().issuedBy(later));
    fails(server().issuedBy(second));
  }

  @Test
  void mappedPoliciesContinueUnderTheirNewName() throws Exception {
    IssuedCertificate mapping = mapping(having(requiring(pki.ca("CA")), A), A, B).issuedBy(root);
    IssuedCertificate mappingAny = mapping(having(requiring(pki.ca("CA")), ANY), A, B).issuedBy(root);

    holds(having(server(), B).issuedBy(mapping));
    fails(having(server(), A).issuedBy(mapping));
    holds(having(server(), B).issuedBy(mappingAny));
  }

  @Test
  void inhibitedMappingsEndThePolicy() {
    IssuedCertificate inhibits =
        having(pki.ca("CA"), A)
            .extension(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, BigInteger.ZERO))
            .issuedBy(root);
    IssuedCertificate mapping = mapping(having(pki.ca("Mapping"), A), A, B).issuedBy(inhibits);

    fails(having(server(), B).issuedBy(mapping));
  }

  @Test
  void inhibitedAnyPolicyNoLongerMatches() throws Exception {
    IssuedCertificate inhibits =
        having(requiring(pki.ca("CA")), A)
            .extension(Extension.inhibitAnyPolicy, true, new ASN1Integer(0))
            .issuedBy(root);

    fails(having(server(), ANY).issuedBy(inhibits));
    holds(having(server(), A).issuedBy(inhibits));
  }

  @Test
  void mappingAnyPolicyIsMalformed() {
    IssuedCertificate authority = mapping(having(pki.ca("CA"), A), ANY, B).issuedBy(root);

    PathCase.trusting(root).sends(server().issuedBy(authority), authority).refusedFor(Fault.CERTIFICATE_MALFORMED);
  }
}
