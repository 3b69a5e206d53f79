package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedCertificate;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a certificate, held against Bouncy Castle and the JDK; and what is refused. */
class ParsedCertificateTest {
  private final TestPki pki = new TestPki();

  @ParameterizedTest
  @EnumSource(TestKey.Kind.class)
  void readsWhatBouncyCastleReads(TestKey.Kind kind) throws Exception {
    IssuedCertificate certificate = pki.ca("Root " + kind).key(kind).selfSigned();

    agreesWithBouncyCastle(certificate.der());
  }

  @Test
  void readsTheRootsThatTheJdkTrusts() throws Exception {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509Certificate[] roots = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();

    assertTrue(roots.length > 10, "the JDK has its own trust store");
    for (X509Certificate root : roots) {
      agreesWithBouncyCastle(root.getEncoded());
    }
  }

  private static void agreesWithBouncyCastle(byte[] der) throws Exception {
    ParsedCertificate ours = ParsedCertificate.parse(der);
    Certificate theirs = Certificate.getInstance(der);

    assertEquals(theirs.getSerialNumber().getValue(), ours.serialNumber());
    assertEquals(theirs.getStartDate().getDate().toInstant(), ours.notBefore());
    assertEquals(theirs.getEndDate().getDate().toInstant(), ours.notAfter());
    assertArrayEquals(theirs.getSubject().getEncoded("DER"), ours.subjectName().element());
    assertArrayEquals(theirs.getIssuer().getEncoded("DER"), ours.issuerName().element());
    assertEquals(theirs.getSubject().equals(theirs.getIssuer()), ours.selfIssued());
    assertEquals(theirs.getSubject(), new X500Name(reversed(ours.subject())), ours.subject());
    agreesOnKey(theirs.getSubjectPublicKeyInfo(), ours);
    SignedCertificate signed = ours.signed();
    if (signed != null) {
      assertArrayEquals(theirs.getTBSCertificate().getEncoded("DER"), signed.tbsCertificate().copy());
      assertArrayEquals(theirs.getSignature().getOctets(), signed.signature().copy());
    }
  }

  private static void agreesOnKey(SubjectPublicKeyInfo theirs, ParsedCertificate ours) throws Exception {
    Optional<PublicKeyInfo> key = ours.publicKey(MemoryRegion.RAM);
    if (key.isEmpty()) {
      assertTrue(List.of("EC secp521r1", "Ed25519").contains(ours.keyName()), ours.keyName());
    } else if (key.get() instanceof PublicKeyInfo.Rsa rsa) {
      ASN1Sequence parts = ASN1Sequence.getInstance(theirs.parsePublicKey());
      BigInteger modulus = ASN1Integer.getInstance(parts.getObjectAt(0)).getValue();
      assertEquals(modulus, new BigInteger(1, rsa.modulus().copy()));
      assertEquals(
          ASN1Integer.getInstance(parts.getObjectAt(1)).getValue(), new BigInteger(1, rsa.publicExponent().copy()));
      assertEquals(modulus.bitLength(), ours.keyBits());
      assertTrue(rsa.modulus().copy()[0] != 0, "no leading zeros");
    } else if (key.get() instanceof PublicKeyInfo.Ec ec) {
      assertArrayEquals(theirs.getPublicKeyData().getOctets(), ec.point().copy());
      assertEquals(ec.group(), ours.curve().orElseThrow());
    }
  }

  /** RFC 4514 writes the most specific RDN first; Bouncy Castle reads in the order of the encoding. */
  private static String reversed(String rfc4514) {
    List<String> rdns = new ArrayList<>(List.of(rfc4514.split("(?<!\\\\),")));
    Collections.reverse(rdns);
    return String.join(",", rdns);
  }

  @Test
  void describesItself() throws Exception {
    ParsedCertificate certificate =
        ParsedCertificate.parse(
            pki.server("host.example").key(TestKey.Kind.RSA_2048).subject("C=DE,O=A\\, B+OU=x,CN=host.example")
                .ip("192.0.2.1", "2001:db8::1").signedWith(SigningAlgorithm.RSA_PSS_SHA256).selfSigned().der());

    assertEquals("CN=host.example,OU=x+O=A\\, B,C=DE", certificate.subject());
    assertEquals(certificate.subject(), certificate.issuer());
    assertEquals("CN=host.example", certificate.shortName());
    assertEquals(Optional.of(KeyType.RSA), certificate.keyType());
    assertEquals("RSA", certificate.keyName());
    assertEquals(2048, certificate.keyBits());
    assertEquals(Optional.empty(), certificate.curve());
    assertEquals("RSASSA-PSS with SHA-256", certificate.signatureName());
    assertEquals(Optional.of(SignatureScheme.RSA_PSS_SHA256), certificate.signatureScheme());
    assertEquals(List.of("host.example", "192.0.2.1", "2001:db8:0:0:0:0:0:1"), certificate.serverNames());
    assertEquals(certificate, ParsedCertificate.parse(certificate.der()));
    assertEquals("ParsedCertificate[CN=host.example,OU=x+O=A\\, B,C=DE]", certificate.toString());
  }

  @Test
  void namesCannotMoveACursor() throws Exception {
    X500NameBuilder name = new X500NameBuilder().addRDN(BCStyle.CN, "a\u001b[31m\n‮b");

    ParsedCertificate certificate = ParsedCertificate.parse(pki.bare("x").subject(name.build()).selfSigned().der());

    assertEquals("CN=a\\1B[31m\\0A\\E2\\80\\AEb", certificate.subject());
    assertEquals(certificate.subject(), certificate.shortName());
  }

  @Test
  void readsNamesOfEveryStringType() throws Exception {
    X500NameBuilder name =
        new X500NameBuilder()
            .addRDN(BCStyle.O, new DERBMPString("Größe"))
            .addRDN(new ASN1ObjectIdentifier("2.999.7"), "x");

    ParsedCertificate certificate = ParsedCertificate.parse(pki.bare("x").subject(name.build()).selfSigned().der());

    assertEquals("2.999.7=#0c0178,O=Größe", certificate.subject());
    assertEquals(certificate.subject(), certificate.shortName());
  }

  @Test
  void aLongNameIsCut() throws Exception {
    String text = ParsedCertificate.parse(pki.bare("x".repeat(64)).selfSigned().der()).shortName();

    assertEquals(65, text.length());
    assertTrue(text.endsWith("…"));
  }

  @Test
  void readsTimesOfBothCenturies() throws Exception {
    Instant from = Instant.parse("1950-01-01T00:00:00Z");
    Instant until = Instant.parse("9999-12-31T23:59:59Z");
    ParsedCertificate certificate = ParsedCertificate.parse(pki.bare("x").validity(from, until).selfSigned().der());

    assertEquals(from, certificate.notBefore());
    assertEquals(until, certificate.notAfter());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20260230000000Z", "20261301000000Z", "20260101240000Z", "20260101006000Z", "20260101000060Z",
      "20260101000000.5Z", "202601010000Z", "20260101000000+0100", "2026010100000xZ", "20260001000000Z"})
  void refusesTimesThatAreNone(String time) {
    byte[] der = ("\u0018" + (char) time.length() + time).getBytes(StandardCharsets.US_ASCII);

    assertThrows(MalformedCertificate.class, () -> Time.readGeneralized(Der.over(Bytes.of(der)), "time"));
  }

  @Test
  void readsSerialNumbersThatAuthoritiesShouldNotUse() throws Exception {
    for (BigInteger serial : List.of(BigInteger.ZERO, BigInteger.valueOf(-5), BigInteger.ONE.shiftLeft(200))) {
      assertEquals(serial, ParsedCertificate.parse(pki.bare("x").serial(serial).selfSigned().der()).serialNumber());
    }
  }

  /** The certificate with one element of its TBSCertificate replaced; null removes it. */
  private static byte[] changed(byte[] der, int index, ASN1Encodable element) {
    ASN1Sequence certificate = ASN1Sequence.getInstance(der);
    ASN1Sequence tbs = ASN1Sequence.getInstance(certificate.getObjectAt(0));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    for (int i = 0; i < tbs.size(); i++) {
      if (i != index) {
        parts.add(tbs.getObjectAt(i));
      } else if (element != null) {
        parts.add(element);
      }
    }
    ASN1EncodableVector outer = new ASN1EncodableVector();
    outer.add(new DERSequence(parts));
    outer.add(certificate.getObjectAt(1));
    outer.add(certificate.getObjectAt(2));
    try {
      return new DERSequence(outer).getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String refusal(byte[] der) {
    return assertThrows(MalformedCertificate.class, () -> ParsedCertificate.parse(der)).getMessage();
  }

  @Test
  void refusesExtensionsBeforeVersion3() {
    byte[] der = pki.ca("x").selfSigned().der();

    assertTrue(refusal(changed(der, 0, null)).startsWith("tbsCertificate is followed by something else"));
    assertTrue(
        refusal(changed(der, 0, new DERTaggedObject(true, 0, new ASN1Integer(1))))
            .startsWith("tbsCertificate is followed by something else"));
    assertTrue(
        refusal(changed(der, 0, new DERTaggedObject(true, 0, new ASN1Integer(3)))).startsWith("version is not"));
  }

  @Test
  void readsVersion1WithoutExtensions() throws Exception {
    byte[] der = changed(pki.bare("x").selfSigned().der(), 0, null);

    assertEquals("CN=x", ParsedCertificate.parse(der).subject());
  }

  @Test
  void refusesAnotherAlgorithmInsideThanOutside() {
    byte[] der =
        changed(pki.ca("x").selfSigned().der(), 2, new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384));

    assertTrue(refusal(der).startsWith("signature differs from signatureAlgorithm"));
  }

  @Test
  void refusesAnEmptyIssuerButNotAnEmptySubject() throws Exception {
    TestPki.Request request = pki.server("host.example").subject("");

    assertTrue(refusal(request.selfSigned().der()).startsWith("issuer is empty"));
    ParsedCertificate certificate = ParsedCertificate.parse(request.issuedBy(pki.ca("Root").selfSigned()).der());
    assertEquals("", certificate.subject());
    assertEquals("a certificate without subject name", certificate.shortName());
  }

  @Test
  void refusesAnExtensionThatAppearsTwice() throws Exception {
    IssuedCertificate certificate = pki.bare("x").unknownExtension(false).selfSigned();
    ASN1Sequence tbs = ASN1Sequence.getInstance(ASN1Sequence.getInstance(certificate.der()).getObjectAt(0));
    ASN1Sequence extensions =
        ASN1Sequence.getInstance((ASN1TaggedObject) tbs.getObjectAt(7), true);
    DERSequence twice =
        new DERSequence(new ASN1Encodable[] {
            extensions.getObjectAt(0), extensions.getObjectAt(0)});

    assertTrue(
        refusal(changed(certificate.der(), 7, new DERTaggedObject(true, 3, twice)))
            .startsWith("extension 2.999.1 appears twice"));
  }

  @Test
  void refusesBytesBeforeAndAfter() {
    byte[] der = pki.ca("x").selfSigned().der();

    assertTrue(refusal(Arrays.copyOf(der, der.length + 1)).startsWith("Certificate is followed by"));
    assertTrue(refusal(new byte[0]).startsWith("Certificate is missing"));
    assertTrue(refusal(new byte[] {0x30, (byte) 0x80, 0, 0}).startsWith("Certificate has a bad length"));
    assertTrue(
        refusal(new byte[] {0x30, (byte) 0x84, 0x7F, -1, -1, -1}).startsWith("Certificate has a bad length"));
    assertTrue(refusal(new byte[] {0x30, (byte) 0x81, 1, 0}).startsWith("Certificate has a bad length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "2.5.29.15 03020780ff", // keyUsage with something after it
    "2.5.29.15 0400",
    "2.5.29.15 03020880",
    "2.5.29.15 0305000000000000",
    "2.5.29.19 3003010101",
    "2.5.29.19 30060101ff0201ff",
    "2.5.29.19 30080101ff0201000500",
    "2.5.29.37 3000",
    "2.5.29.37 30030601ff",
    "2.5.29.17 3000",
    "2.5.29.17 30058203616280",
    "2.5.29.17 3004890261620000",
    "2.5.29.17 300387017f",
    "2.5.29.17 3004a4020500",
    "2.5.29.32 3000",
    "2.5.29.36 3003820100",
    "2.5.29.54 0201ff",
    "2.5.29.14 0500",
  })
  void refusesExtensionsThatAreNotWhatTheyShouldBe(String extension) {
    String[] parts = extension.split(" ");
    byte[] value = HexFormat.of().parseHex(parts[1]);
    byte[] der = pki.bare("x").extension(new ASN1ObjectIdentifier(parts[0]), false, value).selfSigned().der();

    refusal(der);
  }

  @Test
  void letsWrittenOutDefaultsThrough() throws Exception {
    byte[] value = HexFormat.of().parseHex("3003010100");
    byte[] der = pki.bare("x").extension(Extension.basicConstraints, true, value).selfSigned().der();

    assertFalse(ParsedCertificate.parse(der).extensions().authority());
  }

  @Test
  void keysOutsideTheProfileAreNamedNotRefused() throws Exception {
    byte[] point = TestKey.of(TestKey.Kind.EC_P256, "x").subjectPublicKeyInfo().getPublicKeyData().getOctets();
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = 2;
    AlgorithmIdentifier p256 =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);

    ParsedCertificate certificate =
        ParsedCertificate.parse(pki.bare("x").publicKey(new SubjectPublicKeyInfo(p256, compressed)).selfSigned().der());

    assertEquals("EC with a compressed point", certificate.keyName());
    assertEquals(Optional.empty(), certificate.publicKey(MemoryRegion.RAM));
    assertEquals(Optional.empty(), certificate.keyType());
    byte[] shortPoint = pki.bare("x")
        .publicKey(new SubjectPublicKeyInfo(p256, Arrays.copyOf(point, 64))).selfSigned().der();
    assertTrue(refusal(shortPoint).startsWith("the public point has 64 octets"));
  }

  @Test
  void refusesRsaKeysThatAreNone() {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    List<String> keys =
        List.of("3000", "3006020101020101ff", "30060201ff020103", "3006020100020103", "30060201030201fd");
    for (String key : keys) {
      byte[] bits = HexFormat.of().parseHex(key);
      refusal(pki.bare("x").publicKey(new SubjectPublicKeyInfo(rsa, bits)).selfSigned().der());
    }
  }

  @Test
  void certificatesAreEqualWhenTheirBytesAre() throws Exception {
    byte[] der = pki.ca("x").selfSigned().der();

    assertEquals(ParsedCertificate.parse(der).hashCode(), ParsedCertificate.parse(der).hashCode());
    assertNotEquals(ParsedCertificate.parse(der), ParsedCertificate.parse(pki.ca("x").selfSigned().der()));
  }

  @Test
  void pssNeedsOneHashThroughoutAndItsSalt() throws Exception {
    byte[] der =
        pki.bare("x").key(TestKey.Kind.RSA_2048).signedWith(SigningAlgorithm.RSA_PSS_SHA384).selfSigned().der();
    ASN1Sequence certificate = ASN1Sequence.getInstance(der);
    AlgorithmIdentifier defaults =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new DERSequence());
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(ASN1Sequence.getInstance(ASN1Sequence.getInstance(changed(der, 2, defaults)).getObjectAt(0)));
    parts.add(defaults);
    parts.add(certificate.getObjectAt(2));

    ParsedCertificate sha1 = ParsedCertificate.parse(new DERSequence(parts).getEncoded("DER"));

    assertEquals(Optional.of(SignatureScheme.RSA_PSS_SHA384), ParsedCertificate.parse(der).signatureScheme());
    assertEquals(Optional.empty(), sha1.signatureScheme());
    assertTrue(sha1.signatureName().contains("no name in TLS"));
  }

  @Test
  void bitStringsAreWholeOctets() throws Exception {
    ASN1Sequence certificate = ASN1Sequence.getInstance(pki.bare("x").selfSigned().der());
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(certificate.getObjectAt(0));
    parts.add(certificate.getObjectAt(1));
    parts.add(new DERBitString(new byte[] {0x10}, 4));

    assertTrue(refusal(new DERSequence(parts).getEncoded("DER")).startsWith("signatureValue is not a whole number"));
    assertTrue(refusal(new DEROctetString(new byte[3]).getEncoded()).startsWith("Certificate has an unexpected tag"));
  }
}
