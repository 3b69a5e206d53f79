package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Damaged encodings end in a named fault: no other exception, no leak, no end of memory. */
class MutationPropertyTest {
  private static final TestPki PKI = new TestPki();
  private static final IssuedCertificate ROOT = PKI.ca("Root").selfSigned();
  private static final IssuedCertificate INTERMEDIATE =
      PKI.ca("Intermediate").pathLength(0)
          .nameConstraints(
              List.of(
                  new GeneralName(GeneralName.dNSName, "example"),
                  new GeneralName(GeneralName.directoryName, "CN=x")),
              List.of(new GeneralName(GeneralName.iPAddress, "192.0.2.0/24")))
          .issuedBy(ROOT);
  private static final IssuedCertificate LEAF =
      PKI.server("host.example").subject("").ip("198.51.100.1")
          .name(new GeneralName(GeneralName.rfc822Name, "me@host.example"))
          .name(new GeneralName(GeneralName.uniformResourceIdentifier, "https://host.example/"))
          .issuedBy(INTERMEDIATE);
  private static final IssuedCertificate RSA_ROOT = PKI.ca("RSA root").key(TestKey.Kind.RSA_2048).selfSigned();
  private static final IssuedCertificate RSA_LEAF =
      PKI.server("host.example").key(TestKey.Kind.RSA_2048).issuedBy(RSA_ROOT);
  private static final IssuedCertificate RESPONDER =
      PKI.client("Responder").purposes(KeyPurposeId.id_kp_OCSPSigning).issuedBy(INTERMEDIATE);
  private static final byte[] STAPLE = TestOcsp.about(LEAF).signedBy(RESPONDER).make();

  @Property(tries = 6000)
  @Label("a damaged certificate is refused with a fault, or harmless, when every signature holds")
  void damageIsNamedWhereSignaturesHold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int damages)
      throws Exception {
    Random random = new Random(seed);
    boolean rsa = random.nextInt(4) == 0;
    byte[] leaf = (rsa ? RSA_LEAF : LEAF).der();
    byte[] issuer = (rsa ? RSA_ROOT : INTERMEDIATE).der();
    if (random.nextBoolean()) {
      leaf = damaged(leaf, random, damages);
    } else {
      issuer = damaged(issuer, random, damages);
    }
    verify(new LeakCheckingEngine(new NullEngine()), List.of(leaf, issuer), STAPLE);
  }

  @Property(tries = 300)
  @Label("no damage survives a real engine, except in what nothing signs")
  void noDamageIsAccepted(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] damaged = damaged(LEAF.der(), random, 1);
    boolean accepted =
        verify(new LeakCheckingEngine(Engines.software()), List.of(damaged, INTERMEDIATE.der()), null);

    assertTrue(!accepted || Arrays.equals(damaged, LEAF.der()), "a damaged certificate was accepted");
  }

  @Property(tries = 3000)
  @Label("a damaged OCSP response is refused with a fault, or harmless")
  void damagedStaplesAreNamed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int damages) throws Exception {
    byte[] staple = damaged(STAPLE, new Random(seed), damages);

    verify(new LeakCheckingEngine(new NullEngine()), List.of(LEAF.der(), INTERMEDIATE.der()), staple);
  }

  @Property(tries = 2000)
  @Label("random elements nested at random are no certificate")
  void noiseIsNoCertificate(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    for (int at = 0; at + 1 < noise.length; at += 2 + random.nextInt(12)) {
      noise[at] = new byte[] {0x30, 0x31, 2, 3, 4, 6, (byte) 0xA0, (byte) 0xA3}[random.nextInt(8)];
      noise[at + 1] = (byte) random.nextInt(Math.min(128, noise.length - at));
    }
    boolean parsed = true;
    try {
      ParsedCertificate.parse(noise);
    } catch (MalformedCertificate e) {
      parsed = false;
    }
    assertEquals(false, parsed);
  }

  /** Whether it was accepted; every handle is closed either way. */
  private static boolean verify(LeakCheckingEngine engine, List<byte[]> sent, byte[] staple) throws Exception {
    List<ParsedCertificate> trusted = List.of(PathCase.parsed(ROOT), PathCase.parsed(RSA_ROOT));
    try (TrustAnchors anchors = TrustAnchors.of(engine, trusted)) {
      PathBuilder builder = new PathBuilder(anchors, PathPolicy.ideal());
      List<ParsedCertificate> certificates = builder.read(sent.stream().map(Bytes::of).toList());
      CipherSuite suite =
          certificates.get(0).keyName().equals("RSA")
              ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
              : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
      VerifiedPath path = builder.verify(certificates, suite, HostName.of("host.example"), PathCase.NOW);
      try (SubjectKey leafKey = path.leafKey()) {
        assertEquals(suite.serverKeyType(), leafKey.type());
        describe(path);
        if (staple != null && path.path().size() == 3) {
          builder.checkStaple(path, Bytes.of(staple), PathCase.NOW);
        }
      }
      return true;
    } catch (TlsAlert e) {
      assertTrue(e.fault().isPresent() && !e.getMessage().isEmpty());
      return false;
    } finally {
      assertEquals(List.of(), engine.leaks());
      assertEquals(List.of(), engine.misuses());
    }
  }

  /** Whatever can be read can be shown. */
  private static void describe(VerifiedPath path) {
    for (ParsedCertificate certificate : path.path()) {
      assertTrue((certificate.subject() + certificate.issuer() + certificate.serverNames()).length() > 0);
      assertTrue(certificate.serialNumber().bitLength() >= 0);
    }
  }

  /** Bytes flipped, removed, inserted, doubled, or cut off. */
  private static byte[] damaged(byte[] der, Random random, int damages) {
    List<Byte> bytes = new ArrayList<>(der.length);
    for (byte each : der) {
      bytes.add(each);
    }
    for (int i = 0; i < damages && !bytes.isEmpty(); i++) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(8)) {
        case 0 -> bytes.remove(at);
        case 1 -> bytes.add(at, (byte) random.nextInt());
        case 2 -> bytes.subList(at, bytes.size()).clear();
        case 3 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
        case 4 -> bytes.set(at, new byte[] {0, -1, 0x7F, (byte) 0x80, 0x30, 0x05}[random.nextInt(6)]);
        default -> bytes.set(at, (byte) random.nextInt());
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }
}
