package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * What a certificate says, where it was seen. Read leniently: one that RFC 5280 does not allow is there with what can
 * be read of it, and with the reason why it is refused. Immutable; equal when the bytes are, wherever they were seen.
 */
public final class CertificateFacts {
  /** Larger ones are not looked into. */
  static final int LARGEST = 1 << 16;

  /** Where it was seen. */
  public enum Origin {
    /** In the Certificate message. */
    SENT,
    /** Among what the device trusts. */
    ANCHOR
  }

  private final Origin origin;
  private final int position;
  private final Bytes der;
  private final Bytes signedPart;
  private final Optional<ParsedCertificate> parsed;
  private final String refusal;
  private final Certificate structure;
  private final Instant notBefore;
  private final Instant notAfter;
  private final KeyFacts key;
  private final ExtensionFacts extensions;
  private final SignatureName signatureName;
  private final String subject;
  private final String issuer;
  private final String shortName;
  private final String shortIssuer;

  private CertificateFacts(Origin origin, int position, Bytes der) throws IOException {
    this.origin = origin;
    this.position = position;
    this.der = der;
    Optional<ParsedCertificate> strict = Optional.empty();
    String why = "";
    try {
      strict = Optional.of(ParsedCertificate.parse(der));
    } catch (MalformedCertificate e) {
      why = e.getMessage();
    }
    parsed = strict;
    refusal = why;
    structure = Certificate.getInstance(der.toArray());
    TBSCertificate tbs = structure.getTBSCertificate();
    notBefore = tbs.getStartDate().getDate().toInstant();
    notAfter = tbs.getEndDate().getDate().toInstant();
    key = KeyFacts.of(tbs.getSubjectPublicKeyInfo());
    extensions = ExtensionFacts.of(tbs.getExtensions());
    signatureName = SignatureName.of(structure.getSignatureAlgorithm());
    subject = NameText.whole(structure.getSubject());
    issuer = NameText.whole(structure.getIssuer());
    shortName = NameText.brief(structure.getSubject());
    shortIssuer = NameText.brief(structure.getIssuer());
    signedPart = Bytes.of(Elements.firstInside(der.unsafeArray()));
  }

  /** Reads one; empty if there is nothing to be read in it. */
  static Optional<CertificateFacts> read(Origin origin, int position, Bytes der) {
    if (der.length() > LARGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CertificateFacts(origin, position, der));
    } catch (IOException | RuntimeException e) { // how Bouncy Castle says that it is not a certificate
      return Optional.empty();
    }
  }

  /** Reads one that stands alone, such as a device's own; empty if there is nothing to be read in it. */
  public static Optional<CertificateFacts> of(byte[] der) {
    return read(Origin.SENT, 0, Bytes.of(der));
  }

  public Origin origin() {
    return origin;
  }

  /** Its place in the list where it was seen, from 0. */
  public int position() {
    return position;
  }

  public Bytes der() {
    return der;
  }

  /** As tls-core reads it; empty if RFC 5280 does not allow it. */
  public Optional<ParsedCertificate> parsed() {
    return parsed;
  }

  /** Why RFC 5280 does not allow it; empty if it does. */
  public String refusal() {
    return refusal;
  }

  /** 1, 2 or 3. */
  public int version() {
    return structure.getVersionNumber();
  }

  public BigInteger serialNumber() {
    return structure.getSerialNumber().getValue();
  }

  /** As RFC 4514 writes it. */
  public String subject() {
    return subject;
  }

  /** As RFC 4514 writes it. */
  public String issuer() {
    return issuer;
  }

  /** Enough of the subject to recognise it. */
  public String shortName() {
    return shortName;
  }

  /** Enough of the issuer to recognise it. */
  public String shortIssuer() {
    return shortIssuer;
  }

  /** What a sentence calls it: {@code certificate 2 (CN=…)}, {@code anchor 1 (CN=…)}. */
  public String label() {
    return (origin == Origin.SENT ? "certificate " : "anchor ") + (position + 1) + " (" + shortName() + ")";
  }

  /** The common names of the subject. */
  public List<String> commonNames() {
    return NameText.values(subjectName(), BCStyle.CN);
  }

  public Instant notBefore() {
    return notBefore;
  }

  /** The last second in which it is valid. */
  public Instant notAfter() {
    return notAfter;
  }

  public KeyFacts key() {
    return key;
  }

  public ExtensionFacts extensions() {
    return extensions;
  }

  /** How its issuer signed it. */
  public SignatureName signatureName() {
    return signatureName;
  }

  /** Whether subject and issuer are the same (RFC 5280 §6.1); that it signed itself is another matter. */
  public boolean selfIssued() {
    return NameText.same(subjectName(), issuerName());
  }

  /** Whether it has the name of this one's issuer. */
  public boolean namedAsIssuerOf(CertificateFacts subject) {
    return NameText.same(subjectName(), subject.issuerName());
  }

  /**
   * Whether the key identifiers contradict that this one issued {@code subject}. A hint, no more (RFC 5280 §4.2.1.1).
   */
  public boolean identifiersContradict(CertificateFacts subject) {
    Bytes wanted = subject.extensions.authorityKeyIdentifier();
    Bytes mine = extensions.subjectKeyIdentifier();
    return !wanted.isEmpty() && !mine.isEmpty() && !wanted.equals(mine);
  }

  /** Whether name and key are the same, whatever else differs: the same authority, perhaps under another signature. */
  public boolean sameAuthority(CertificateFacts other) {
    return NameText.same(subjectName(), other.subjectName()) && sameKey(other);
  }

  public boolean sameKey(CertificateFacts other) {
    return structure.getSubjectPublicKeyInfo().equals(other.structure.getSubjectPublicKeyInfo());
  }

  X500Name subjectName() {
    return structure.getSubject();
  }

  X500Name issuerName() {
    return structure.getIssuer();
  }

  /** The tbsCertificate as it stands there. */
  byte[] signedPart() {
    return signedPart.unsafeArray();
  }

  byte[] signature() {
    return structure.getSignature().getBytes();
  }

  AlgorithmIdentifier signatureAlgorithm() {
    return structure.getSignatureAlgorithm();
  }

  /** Whether the algorithm inside is the one outside (RFC 5280 §4.1.1.2). */
  boolean algorithmsAgree() {
    ASN1Encodable inside = structure.getTBSCertificate().getSignature();
    return inside.equals(structure.getSignatureAlgorithm());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateFacts that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }

  @Override
  public String toString() {
    return "CertificateFacts[" + label() + "]";
  }
}
