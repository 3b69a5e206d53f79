package dev.plumbline.tls.x509;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedCertificate;
import dev.plumbline.tls.wire.Bytes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An X.509 certificate (RFC 5280 §4.1), read once and kept as the bytes it came in; its parts are windows on them.
 *
 * <p>Reading checks the encoding and nothing else: whether to trust it is {@link PathBuilder}'s business. Immutable and
 * thread-safe; equal when the bytes are.
 */
public final class ParsedCertificate {
  private static final int V1 = 0;
  private static final int V3 = 2;

  private final Bytes der;
  private final Der tbs;
  private final Der serialNumber;
  private final DistinguishedName issuer;
  private final DistinguishedName subject;
  private final long notBefore;
  private final long notAfter;
  private final SubjectKeyInfo keyInfo;
  private final CertificateExtensions extensions;
  private final SignatureAlgorithm signatureAlgorithm;
  private final Der signature;

  private ParsedCertificate(Bytes der) throws MalformedCertificate {
    this.der = der;
    Der file = Der.over(der);
    Der certificate = file.read(Der.SEQUENCE, "Certificate");
    file.end("Certificate");
    tbs = certificate.read(Der.SEQUENCE, "tbsCertificate");
    Der outerAlgorithm = certificate.read(Der.SEQUENCE, "signatureAlgorithm");
    signature = certificate.readOctetAlignedBits("signatureValue");
    certificate.end("signatureValue");
    signatureAlgorithm = SignatureAlgorithm.of(outerAlgorithm);
    Der in = tbs.again();
    int version = readVersion(in);
    serialNumber = in.readInteger("serialNumber");
    if (!in.read(Der.SEQUENCE, "signature").sameElement(outerAlgorithm)) {
      throw in.malformed("signature", "differs from signatureAlgorithm"); // RFC 5280 §4.1.1.2
    }
    issuer = DistinguishedName.read(in, "issuer");
    if (issuer.isEmpty()) {
      throw in.malformed("issuer", "is empty"); // RFC 5280 §4.1.2.4
    }
    int validityEnd = in.enter(Der.SEQUENCE, "validity");
    notBefore = Time.read(in, "notBefore");
    notAfter = Time.read(in, "notAfter");
    in.leave(validityEnd, "validity");
    subject = DistinguishedName.read(in, "subject");
    keyInfo = SubjectKeyInfo.read(in);
    extensions = readExtensions(in, version);
    in.end("tbsCertificate");
  }

  private static int readVersion(Der in) throws MalformedCertificate {
    if (!in.nextIs(Der.constructed(0))) {
      return V1;
    }
    int end = in.enter(Der.constructed(0), "version");
    int version = in.readInteger("version").smallNumber("version");
    in.leave(end, "version");
    if (version > V3) {
      throw in.malformed("version", "is not v1, v2 or v3");
    }
    return version;
  }

  /** What only later versions have (RFC 5280 §4.1.2.8, §4.1.2.9). */
  private static CertificateExtensions readExtensions(Der in, int version) throws MalformedCertificate {
    for (int uniqueId = 1; uniqueId <= 2; uniqueId++) {
      if (version > V1 && in.nextIs(Der.primitive(uniqueId))) {
        in.readAny("a unique identifier");
      }
    }
    if (version != V3 || !in.nextIs(Der.constructed(3))) {
      return CertificateExtensions.none();
    }
    Der explicit = in.readAny("extensions");
    CertificateExtensions extensions = CertificateExtensions.read(explicit.read(Der.SEQUENCE, "extensions"));
    explicit.end("extensions");
    return extensions;
  }

  /**
   * Reads one certificate; the array is copied.
   *
   * @throws MalformedCertificate if these bytes are not exactly one certificate that RFC 5280 §4 allows
   */
  public static ParsedCertificate parse(byte[] der) throws MalformedCertificate {
    return parse(Bytes.of(der));
  }

  /** As {@link #parse(byte[])}, without copying. */
  public static ParsedCertificate parse(Bytes der) throws MalformedCertificate {
    return new ParsedCertificate(der);
  }

  /** The certificate as it came. */
  public Bytes der() {
    return der;
  }

  /** The subject as RFC 4514 writes it; may be empty. */
  public String subject() {
    return subject.toString();
  }

  /** The issuer as RFC 4514 writes it. */
  public String issuer() {
    return issuer.toString();
  }

  /** Enough of the subject to recognise it in a sentence. */
  public String shortName() {
    return subject.shortName();
  }

  public BigInteger serialNumber() {
    return new BigInteger(serialNumber.content());
  }

  public Instant notBefore() {
    return Instant.ofEpochSecond(notBefore);
  }

  /** The last second in which it is valid. */
  public Instant notAfter() {
    return Instant.ofEpochSecond(notAfter);
  }

  /** Empty if the key is none of this profile's. */
  public Optional<KeyType> keyType() {
    return keyInfo.type();
  }

  /** {@code EC}, {@code RSA}, or what the key is instead, for people. */
  public String keyName() {
    return keyInfo.name();
  }

  /** Size of the field or the modulus in bits; 0 if unknown. */
  public int keyBits() {
    return keyInfo.bits();
  }

  /** The curve of an EC key that is on one of this profile's. */
  public Optional<NamedGroup> curve() {
    return keyInfo.group();
  }

  /** The key as windows into {@link #der()}, new ones each time; empty if it is none of this profile's. */
  public Optional<PublicKeyInfo> publicKey(MemoryRegion region) {
    return keyInfo.publicKey(region);
  }

  /** How the issuer signed it; empty if that is none of this profile's schemes. */
  public Optional<SignatureScheme> signatureScheme() {
    return signatureAlgorithm.tlsScheme();
  }

  /** How the issuer signed it, for people: {@code ecdsa-with-SHA256}. */
  public String signatureName() {
    return signatureAlgorithm.name();
  }

  /** The DNS names and IP addresses of its subjectAltName, for people. */
  public List<String> serverNames() {
    return SubjectNames.of(this);
  }

  /** Whether subject and issuer are the same (RFC 5280 §6.1). */
  public boolean selfIssued() {
    return subject.matches(issuer);
  }

  /** How the names of one further down break this one's name constraints (RFC 5280 §4.2.1.10), if they do. */
  public Optional<String> violatedBy(ParsedCertificate below) {
    return extensions.nameConstraints() == null ? Optional.empty() : extensions.nameConstraints().violation(below);
  }

  /** What an engine needs to verify it; null without scheme or key. */
  SignedCertificate signed() {
    Optional<PublicKeyInfo> key = publicKey(MemoryRegion.RAM);
    return signatureAlgorithm.scheme() == null || key.isEmpty()
        ? null
        : new SignedCertificate(
            CryptoView.of(tbs.bytes(), tbs.header(), tbs.limit() - tbs.header()),
            signatureAlgorithm.scheme(),
            CryptoView.of(signature.bytes(), signature.start(), signature.length()),
            key.get());
  }

  DistinguishedName subjectName() {
    return subject;
  }

  DistinguishedName issuerName() {
    return issuer;
  }

  SubjectKeyInfo keyInfo() {
    return keyInfo;
  }

  CertificateExtensions extensions() {
    return extensions;
  }

  /** The serial number's octets. */
  byte[] serialOctets() {
    return serialNumber.content();
  }

  boolean startsAfter(Instant now) {
    return now.getEpochSecond() < notBefore;
  }

  boolean endedBefore(Instant now) {
    return now.getEpochSecond() > notAfter;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParsedCertificate that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }

  @Override
  public String toString() {
    return "ParsedCertificate[" + subject() + "]";
  }
}
