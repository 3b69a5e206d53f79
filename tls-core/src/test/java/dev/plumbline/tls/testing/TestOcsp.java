package dev.plumbline.tls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;

/**
 * Makes OCSP responses (RFC 6960 §4.2.1) about one certificate; by default it is good, signed by the issuer itself,
 * and says so by the issuer's name.
 */
public final class TestOcsp {
  private final List<IssuedCertificate> certificates = new ArrayList<>();
  private IssuedCertificate certIdOf;
  private IssuedCertificate certIdIssuer;
  private IssuedCertificate signer;
  private SigningAlgorithm algorithm;
  private CertStatus status = new CertStatus();
  private Instant thisUpdate = Instant.parse("2026-01-01T00:00:00Z");
  private Instant nextUpdate = Instant.parse("2026-01-08T00:00:00Z");
  private boolean sha256;
  private boolean responderByKey;
  private boolean spoilSignature;
  private Extensions singleExtensions;

  private TestOcsp(IssuedCertificate subject) {
    this.certIdOf = subject;
    this.certIdIssuer = subject.issuer();
    this.signer = subject.issuer();
  }

  public static TestOcsp about(IssuedCertificate subject) {
    return new TestOcsp(subject);
  }

  /**
   * A response that only has a status: 1 malformedRequest, 2 internalError, 3 tryLater, 5 sigRequired, 6
   * unauthorized.
   */
  public static byte[] unsuccessful(int responseStatus) {
    return der(new DERSequence(new ASN1Enumerated(responseStatus)));
  }

  public TestOcsp revoked(Instant at) {
    status = new CertStatus(new RevokedInfo(time(at), CRLReason.lookup(CRLReason.keyCompromise)));
    return this;
  }

  public TestOcsp unknown() {
    status = new CertStatus(2, DERNull.INSTANCE);
    return this;
  }

  /** {@code next} may be null: newer information is always available (RFC 6960 §4.2.2.1). */
  public TestOcsp updates(Instant current, Instant next) {
    thisUpdate = current;
    nextUpdate = next;
    return this;
  }

  /** CertID with SHA-256 rather than SHA-1. */
  public TestOcsp sha256() {
    sha256 = true;
    return this;
  }

  /** The CertID of another certificate than the one that was asked about. */
  public TestOcsp certIdOf(IssuedCertificate other) {
    certIdOf = other;
    certIdIssuer = other.issuer();
    return this;
  }

  public TestOcsp responderByKey() {
    responderByKey = true;
    return this;
  }

  /** Signed by this key; its certificate goes into the response. */
  public TestOcsp signedBy(IssuedCertificate responder) {
    signer = responder;
    certificates.add(responder);
    return this;
  }

  public TestOcsp signedWith(SigningAlgorithm signingAlgorithm) {
    algorithm = signingAlgorithm;
    return this;
  }

  /** Without the certificates that would go into it. */
  public TestOcsp noCertificates() {
    certificates.clear();
    return this;
  }

  public TestOcsp spoilSignature() {
    spoilSignature = true;
    return this;
  }

  public TestOcsp singleExtensions(Extensions extensions) {
    singleExtensions = extensions;
    return this;
  }

  /** OCSPResponse, DER. */
  public byte[] make() {
    SingleResponse single =
        new SingleResponse(
            certId(), status, time(thisUpdate), nextUpdate == null ? null : time(nextUpdate), singleExtensions);
    ResponseData data =
        new ResponseData(responderId(), time(thisUpdate), new DERSequence(single), (Extensions) null);
    SigningAlgorithm chosen = algorithm == null ? SigningAlgorithm.usual(signer.key().kind()) : algorithm;
    byte[] signature = chosen.sign(signer.key(), der(data));
    if (spoilSignature) {
      signature[signature.length - 1] ^= 1;
    }
    ASN1EncodableVector certs = new ASN1EncodableVector();
    certificates.forEach(certificate -> certs.add(Certificate.getInstance(certificate.der())));
    BasicOCSPResponse basic =
        new BasicOCSPResponse(
            data,
            chosen.algorithmIdentifier(),
            new DERBitString(signature),
            certificates.isEmpty() ? null : new DERSequence(certs));
    return der(
        new OCSPResponse(
            new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
            new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(der(basic)))));
  }

  private CertID certId() {
    ASN1ObjectIdentifier hash = sha256 ? NISTObjectIdentifiers.id_sha256 : OIWObjectIdentifiers.idSHA1;
    Certificate issuer = Certificate.getInstance(certIdIssuer.der());
    return new CertID(
        new AlgorithmIdentifier(hash, DERNull.INSTANCE),
        new DEROctetString(hash(sha256 ? "SHA-256" : "SHA-1", der(issuer.getSubject()))),
        new DEROctetString(
            hash(sha256 ? "SHA-256" : "SHA-1", issuer.getSubjectPublicKeyInfo().getPublicKeyData().getOctets())),
        Certificate.getInstance(certIdOf.der()).getSerialNumber());
  }

  private ResponderID responderId() {
    Certificate certificate = Certificate.getInstance(signer.der());
    return responderByKey
        ? new ResponderID(
            new DEROctetString(hash("SHA-1", certificate.getSubjectPublicKeyInfo().getPublicKeyData().getOctets())))
        : new ResponderID(certificate.getSubject());
  }

  private static ASN1GeneralizedTime time(Instant instant) {
    return new ASN1GeneralizedTime(Date.from(instant));
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] der(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
