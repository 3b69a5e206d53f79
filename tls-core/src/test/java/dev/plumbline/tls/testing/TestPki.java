package dev.plumbline.tls.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * Makes certificates for tests: {@code new TestPki()}, then {@code pki.ca("Root").selfSigned()} and
 * {@code pki.server("localhost").issuedBy(root)}. The same calls give the same bytes in every run.
 *
 * <p>Unless told otherwise a certificate has an EC P-256 key named after its common name, is valid from {@link
 * #NOT_BEFORE} to {@link #NOT_AFTER}, and has the extensions that RFC 5280 asks of a CA or a TLS server. Not
 * thread-safe.
 */
public final class TestPki {
  public static final Instant NOT_BEFORE = Instant.parse("2020-01-01T00:00:00Z");
  public static final Instant NOT_AFTER = Instant.parse("2049-12-31T23:59:59Z");

  private long serial;

  /** A certification authority: cA, keyCertSign and cRLSign. */
  public Request ca(String commonName) {
    return new Request(commonName).authority(true).keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  /**
   * A TLS server's certificate: digitalSignature, keyEncipherment and id-kp-serverAuth; {@code name} goes into its
   * SAN.
   */
  public Request server(String name) {
    Request request =
        new Request(name)
            .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .purposes(KeyPurposeId.id_kp_serverAuth);
    return name.matches("[0-9.]+|.*:.*") ? request.ip(name) : request.dns(name);
  }

  /** A TLS client's certificate. */
  public Request client(String commonName) {
    return new Request(commonName).keyUsage(KeyUsage.digitalSignature).purposes(KeyPurposeId.id_kp_clientAuth);
  }

  /** A certificate with no extension but those that are asked for. */
  public Request bare(String commonName) {
    return new Request(commonName).keyIdentifiers(false);
  }

  /** What a certificate shall be. Each method changes and returns this request. */
  public final class Request {
    private final List<GeneralName> names = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private X500Name subject;
    private X500Name issuerName;
    private TestKey key;
    private SubjectPublicKeyInfo publicKey;
    private Instant notBefore = NOT_BEFORE;
    private Instant notAfter = NOT_AFTER;
    private BigInteger serialNumber = BigInteger.valueOf(++serial);
    private BasicConstraints basicConstraints;
    private Integer keyUsage;
    private KeyPurposeId[] purposes;
    private boolean keyIdentifiers = true;
    private boolean subjectAltNameCritical;
    private SigningAlgorithm algorithm;

    private Request(String commonName) {
      subject = new X500Name("CN=" + commonName.replace(",", "\\,").replace("=", "\\=").replace("+", "\\+"));
      key = TestKey.of(TestKey.Kind.EC_P256, commonName);
    }

    /** The subject as an RFC 4514 string; may be empty. */
    public Request subject(String name) {
      return subject(new X500Name(name));
    }

    public Request subject(X500Name name) {
      subject = name;
      return this;
    }

    /** An issuer name other than that of the certificate that issues it. */
    public Request issuerName(X500Name name) {
      issuerName = name;
      return this;
    }

    /** A key of this kind, named as the key was. */
    public Request key(TestKey.Kind kind) {
      return key(TestKey.of(kind, key.name()));
    }

    public Request key(TestKey newKey) {
      key = newKey;
      return this;
    }

    /** A SubjectPublicKeyInfo that is not that of the key. */
    public Request publicKey(SubjectPublicKeyInfo info) {
      publicKey = info;
      return this;
    }

    public Request validity(Instant from, Instant until) {
      notBefore = from;
      notAfter = until;
      return this;
    }

    public Request serial(BigInteger number) {
      serialNumber = number;
      return this;
    }

    /** Adds dNSNames to the subjectAltName. */
    public Request dns(String... dnsNames) {
      for (String name : dnsNames) {
        names.add(new GeneralName(GeneralName.dNSName, name));
      }
      return this;
    }

    /** Adds iPAddresses, written as literals. */
    public Request ip(String... literals) {
      try {
        for (String literal : literals) {
          names.add(
              new GeneralName(
                  GeneralName.iPAddress, new DEROctetString(InetAddress.getByName(literal).getAddress())));
        }
        return this;
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }

    /** Adds any name to the subjectAltName. */
    public Request name(GeneralName name) {
      names.add(name);
      return this;
    }

    /** Forgets the names so far. */
    public Request noNames() {
      names.clear();
      return this;
    }

    public Request subjectAltNameCritical() {
      subjectAltNameCritical = true;
      return this;
    }

    /** Bits of {@link KeyUsage}. */
    public Request keyUsage(int bits) {
      keyUsage = bits;
      return this;
    }

    public Request noKeyUsage() {
      keyUsage = null;
      return this;
    }

    public Request purposes(KeyPurposeId... extendedKeyUsage) {
      purposes = extendedKeyUsage;
      return this;
    }

    public Request noPurposes() {
      purposes = null;
      return this;
    }

    public Request authority(boolean isCa) {
      basicConstraints = new BasicConstraints(isCa);
      return this;
    }

    public Request noBasicConstraints() {
      basicConstraints = null;
      return this;
    }

    /** cA with pathLenConstraint. */
    public Request pathLength(int length) {
      basicConstraints = new BasicConstraints(length);
      return this;
    }

    /** Name constraints by names: {@code permitted} may be empty, and so may {@code excluded}. */
    public Request nameConstraints(List<GeneralName> permitted, List<GeneralName> excluded) {
      return extension(
          Extension.nameConstraints, true, new NameConstraints(subtrees(permitted), subtrees(excluded)));
    }

    private GeneralSubtree[] subtrees(List<GeneralName> bases) {
      return bases.isEmpty() ? null : bases.stream().map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    /** Whether subjectKeyIdentifier and authorityKeyIdentifier are there, as they are unless told otherwise. */
    public Request keyIdentifiers(boolean present) {
      keyIdentifiers = present;
      return this;
    }

    public Request extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
      try {
        return extension(oid, critical, value.toASN1Primitive().getEncoded("DER"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** An extension with these bytes inside its OCTET STRING, whatever they are. */
    public Request extension(ASN1ObjectIdentifier oid, boolean critical, byte[] value) {
      extensions.add(new Extension(oid, critical, value));
      return this;
    }

    /** An extension that nobody knows. */
    public Request unknownExtension(boolean critical) {
      return extension(new ASN1ObjectIdentifier("2.999.1"), critical, new DEROctetString(new byte[] {1}));
    }

    public Request signedWith(SigningAlgorithm signingAlgorithm) {
      algorithm = signingAlgorithm;
      return this;
    }

    public IssuedCertificate selfSigned() {
      return new IssuedCertificate(make(issuerName == null ? subject : issuerName, key), key, null);
    }

    public IssuedCertificate issuedBy(IssuedCertificate issuer) {
      X500Name name = issuerName == null ? TestPki.subjectOf(issuer) : issuerName;
      return new IssuedCertificate(make(name, issuer.key()), key, issuer);
    }

    private byte[] make(X500Name issuer, TestKey issuerKey) {
      SubjectPublicKeyInfo info = publicKey == null ? key.subjectPublicKeyInfo() : publicKey;
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer, serialNumber, Date.from(notBefore), Date.from(notAfter), subject, info);
      try {
        addExtensions(builder, info, issuerKey);
        SigningAlgorithm chosen = algorithm == null ? SigningAlgorithm.usual(issuerKey.kind()) : algorithm;
        return builder.build(chosen.signer(issuerKey)).getEncoded();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void addExtensions(X509v3CertificateBuilder builder, SubjectPublicKeyInfo info, TestKey issuerKey)
        throws IOException {
      if (basicConstraints != null) {
        builder.addExtension(Extension.basicConstraints, true, basicConstraints);
      }
      if (keyUsage != null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      }
      if (purposes != null) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
      }
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            subjectAltNameCritical,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      if (keyIdentifiers) {
        builder.addExtension(
            Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(info)));
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new AuthorityKeyIdentifier(keyIdentifier(issuerKey.subjectPublicKeyInfo())));
      }
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
    }
  }

  static X500Name subjectOf(IssuedCertificate certificate) {
    return org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.der()).getSubject();
  }

  /** The leftmost 160 bits of the SHA-256 of the key (RFC 7093 §2 (1)). */
  private static byte[] keyIdentifier(SubjectPublicKeyInfo info) {
    byte[] bits = info.getPublicKeyData().getOctets();
    SHA256Digest sha256 = new SHA256Digest();
    sha256.update(bits, 0, bits.length);
    byte[] hash = new byte[32];
    sha256.doFinal(hash, 0);
    return Arrays.copyOf(hash, 20);
  }
}
