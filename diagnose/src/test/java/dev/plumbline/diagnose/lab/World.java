package dev.plumbline.diagnose.lab;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The certificates of the lab: one authority that is right, and what can be wrong about it. */
final class World {
  static final String HOST = "mqtt.lab.example";

  final TestPki pki = new TestPki();
  final IssuedCertificate root = pki.ca("Lab Root EC").selfSigned();
  final IssuedCertificate rsaRoot = pki.ca("Lab Root RSA").key(TestKey.Kind.RSA_2048).selfSigned();
  final IssuedCertificate otherRoot = pki.ca("Another Root").selfSigned();
  final IssuedCertificate intermediate = pki.ca("Lab Issuing CA").issuedBy(root);
  final IssuedCertificate leaf = server(HOST).issuedBy(root);
  final IssuedCertificate rsaLeaf = server(HOST).key(TestKey.Kind.RSA_2048).issuedBy(rsaRoot);
  final IssuedCertificate chained = server(HOST).issuedBy(intermediate);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** For the lab's host, and for localhost, which some clients can't be talked out of. */
  TestPki.Request server(String name) {
    return pki.server(name).dns("localhost").ip("127.0.0.1");
  }

  Instant days(int fromNow) {
    return now.plus(fromNow, ChronoUnit.DAYS);
  }

  IssuedCertificate expired() {
    return server(HOST).validity(days(-400), days(-3)).issuedBy(root);
  }

  IssuedCertificate notYetValid() {
    return server(HOST).validity(days(40), days(400)).issuedBy(root);
  }

  IssuedCertificate forAnotherHost() {
    return pki.server("other.lab.example").issuedBy(root);
  }

  IssuedCertificate forClientsOnly() {
    return server(HOST).purposes(KeyPurposeId.id_kp_clientAuth).issuedBy(root);
  }

  IssuedCertificate weak() {
    return server(HOST).key(TestKey.Kind.RSA_1024).issuedBy(rsaRoot);
  }

  IssuedCertificate sha1() {
    return server(HOST).key(TestKey.Kind.RSA_2048).signedWith(SigningAlgorithm.RSA_SHA1).issuedBy(rsaRoot);
  }

  IssuedCertificate selfSigned() {
    return server(HOST).selfSigned();
  }

  /** Issued by something that is no authority. */
  IssuedCertificate byALeaf() {
    IssuedCertificate notAuthority = pki.server("not-a-ca.lab.example").keyUsage(KeyUsage.digitalSignature)
        .issuedBy(root);
    return server(HOST).issuedBy(notAuthority);
  }

  /** What its server forgets to send the rest of. */
  IssuedCertificate alone(IssuedCertificate one) {
    return new IssuedCertificate(one.der(), one.key(), null);
  }

  /** Sent in this order, whatever issued what. */
  static IssuedCertificate inOrder(IssuedCertificate first, List<IssuedCertificate> others) {
    IssuedCertificate rest = new IssuedCertificate(new byte[0], first.key(), null);
    for (int i = others.size() - 1; i >= 0; i--) {
      rest = new IssuedCertificate(others.get(i).der(), others.get(i).key(), rest);
    }
    return new IssuedCertificate(first.der(), first.key(), rest);
  }

  IssuedCertificate client(String name) {
    return pki.client(name).issuedBy(root);
  }
}
