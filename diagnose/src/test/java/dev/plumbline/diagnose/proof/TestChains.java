package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What tests of chains share: a usual hierarchy, and questions about it. */
final class TestChains {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String HOST = "mqtt.example";

  final TestPki pki = new TestPki();
  final IssuedCertificate root = pki.ca("Acme Root").subject("CN=Acme Root,O=Acme").selfSigned();
  final IssuedCertificate intermediate =
      pki.ca("Acme Issuing CA").subject("CN=Acme Issuing CA,O=Acme").issuedBy(root);
  final IssuedCertificate leaf = pki.server(HOST).issuedBy(intermediate);

  static ParsedCertificate parsed(IssuedCertificate certificate) {
    try {
      return ParsedCertificate.parse(certificate.der());
    } catch (MalformedCertificate e) {
      throw new AssertionError(e);
    }
  }

  static List<ParsedCertificate> parsed(List<IssuedCertificate> certificates) {
    return certificates.stream().map(TestChains::parsed).toList();
  }

  static ChainQuestion question(List<IssuedCertificate> sent, IssuedCertificate... anchors) {
    return ChainQuestion.of(sent.stream().map(IssuedCertificate::der).toList(), NOW)
        .trusting(parsed(Arrays.asList(anchors)))
        .named(HOST)
        .exchanging(KeyExchange.SIGNED);
  }

  static ChainFacts facts(List<IssuedCertificate> sent, IssuedCertificate... anchors) {
    return ChainAnalysis.of(question(sent, anchors));
  }

  static List<PathProblem.Kind> usage(ChainFacts facts) {
    return new ArrayList<>(facts.usage().stream().map(PathProblem::kind).toList());
  }
}
