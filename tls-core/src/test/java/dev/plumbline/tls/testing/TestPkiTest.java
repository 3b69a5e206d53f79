package dev.plumbline.tls.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The PKI of the tests, judged by the JDK and by Bouncy Castle. */
class TestPkiTest {
  @ParameterizedTest
  @EnumSource(value = TestKey.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "EC_P192") // JDK 16 gave it up
  void makesChainsThatTheJdkVerifies(TestKey.Kind kind) throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Root " + kind).key(kind).selfSigned();
    IssuedCertificate leaf = pki.server("localhost").ip("127.0.0.1").issuedBy(root);

    root.x509().verify(root.key().publicKey());
    leaf.x509().verify(root.key().publicKey());
    assertEquals(2, leaf.x509().getSubjectAlternativeNames().size());
  }

  @ParameterizedTest
  @EnumSource(value = SigningAlgorithm.class, names = {"RSA_PSS_SHA256", "RSA_SHA512"})
  void signsWithRsaAsAsked(SigningAlgorithm algorithm) throws Exception {
    IssuedCertificate root =
        new TestPki().ca("Root").key(TestKey.Kind.RSA_2048).signedWith(algorithm).selfSigned();

    root.x509().verify(root.key().publicKey());
  }

  @Test
  void sameCallsGiveTheSameBytes() {
    assertArrayEquals(make().der(), make().der());
  }

  private static IssuedCertificate make() {
    TestPki pki = new TestPki();
    return pki.server("host.example").issuedBy(pki.ca("Root").selfSigned());
  }

  @Test
  void writesWhatServersRead(@TempDir Path directory) throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Root").selfSigned();
    IssuedCertificate intermediate = pki.ca("Intermediate").pathLength(0).issuedBy(root);
    IssuedCertificate leaf = pki.server("localhost").issuedBy(intermediate).writeTo(directory, "server");

    assertEquals(List.of(leaf, intermediate), leaf.chain());
    String chain = Files.readString(directory.resolve("server-chain.pem"));
    assertEquals(2, chain.split("-----BEGIN CERTIFICATE-----", -1).length - 1);
    assertTrue(Files.readString(directory.resolve("server.key")).startsWith("-----BEGIN PRIVATE KEY-----"));
    assertTrue(
        Files.readString(directory.resolve("server-traditional.key")).startsWith("-----BEGIN EC PRIVATE KEY-----"));
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(leaf.keyStore("pw".toCharArray()), "pw".toCharArray());
    assertEquals(1, managers.getKeyManagers().length);
    assertEquals(1, root.trustStore().size());
  }

  @Test
  void makesOcspResponsesThatBouncyCastleVerifies() throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Root").selfSigned();
    IssuedCertificate leaf = pki.server("localhost").issuedBy(root);

    BasicOCSPResp response = (BasicOCSPResp) new OCSPResp(TestOcsp.about(leaf).make()).getResponseObject();

    assertTrue(response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(root.key().publicKey())));
    assertEquals(leaf.x509().getSerialNumber(), response.getResponses()[0].getCertID().getSerialNumber());
  }
}
