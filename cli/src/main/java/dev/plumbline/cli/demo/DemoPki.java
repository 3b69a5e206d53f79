package dev.plumbline.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A root and a certificate for localhost that it signed, both with new ECDSA P-256 keys, valid for a day. The server's
 * key is for the JDK's TLS, which is why the JDK makes it, and not an engine.
 *
 * @param rootPem what a client must trust
 * @param chain the server's certificate, then the root
 * @param serverKey its private key
 */
record DemoPki(String rootPem, X509Certificate[] chain, PrivateKey serverKey) {
  private static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final X500Name ROOT = new X500Name("CN=Plumbline demo root");
  private static final X500Name SERVER = new X500Name("CN=localhost");

  static DemoPki make() throws GeneralSecurityException, IOException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair root = keys.generateKeyPair();
    KeyPair server = keys.generateKeyPair();
    X509Certificate rootCertificate = sign(ROOT, root, root.getPrivate(), rootExtensions());
    X509Certificate serverCertificate = sign(SERVER, server, root.getPrivate(), serverExtensions());
    return new DemoPki(
        pem(rootCertificate), new X509Certificate[] {serverCertificate, rootCertificate}, server.getPrivate());
  }

  private static Extensions rootExtensions() throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return extensions.generate();
  }

  private static Extensions serverExtensions() throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
        new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")}));
    return extensions.generate();
  }

  /** A certificate as RFC 5280 §4.1 has it. */
  private static X509Certificate sign(X500Name subject, KeyPair keys, PrivateKey issuerKey, Extensions extensions)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(new BigInteger(63, new SecureRandom())));
    generator.setSignature(ECDSA_SHA256);
    generator.setIssuer(ROOT);
    generator.setStartDate(new Time(Date.from(now.minus(Duration.ofHours(1)))));
    generator.setEndDate(new Time(Date.from(now.plus(Duration.ofDays(1)))));
    generator.setSubject(subject);
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    generator.setExtensions(extensions);
    TBSCertificate toBeSigned = generator.generateTBSCertificate();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuerKey);
    signature.update(toBeSigned.getEncoded());
    ASN1Encodable[] certificate = {toBeSigned, ECDSA_SHA256, new DERBitString(signature.sign())};
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(new DERSequence(certificate).getEncoded()));
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "DemoPki[" + chain[0].getSubjectX500Principal() + "]";
  }
}
