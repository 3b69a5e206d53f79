package dev.plumbline.tls.x509;

import java.util.ArrayList;
import java.util.List;

/**
 * The extensions of a certificate (RFC 5280 §4.2): those that path validation acts on, read once; of the others,
 * whether one is critical. What is not there has the value that lets everything through.
 */
final class CertificateExtensions {
  static final int DIGITAL_SIGNATURE = 0;
  static final int KEY_ENCIPHERMENT = 2;
  static final int KEY_CERT_SIGN = 5;

  private static final Oid SUBJECT_KEY_IDENTIFIER = Oid.of("2.5.29.14");
  private static final Oid KEY_USAGE = Oid.of("2.5.29.15");
  private static final Oid SUBJECT_ALT_NAME = Oid.of("2.5.29.17");
  private static final Oid BASIC_CONSTRAINTS = Oid.of("2.5.29.19");
  private static final Oid NAME_CONSTRAINTS = Oid.of("2.5.29.30");
  private static final Oid CERTIFICATE_POLICIES = Oid.of("2.5.29.32");
  private static final Oid POLICY_MAPPINGS = Oid.of("2.5.29.33");
  private static final Oid AUTHORITY_KEY_IDENTIFIER = Oid.of("2.5.29.35");
  private static final Oid POLICY_CONSTRAINTS = Oid.of("2.5.29.36");
  private static final Oid EXTENDED_KEY_USAGE = Oid.of("2.5.29.37");
  private static final Oid INHIBIT_ANY_POLICY = Oid.of("2.5.29.54");

  private static final CertificateExtensions NONE = new CertificateExtensions(false);

  private final boolean extended;
  private boolean authority;
  private int pathLength = Integer.MAX_VALUE;
  private int keyUsage = -1;
  private ExtendedKeyUsage extendedKeyUsage = ExtendedKeyUsage.ANYTHING;
  private Der subjectAltName;
  private NameConstraints nameConstraints;
  private Der subjectKeyIdentifier;
  private Der authorityKeyIdentifier;
  private CertificatePolicies policies = CertificatePolicies.NONE;
  private String unknownCritical;

  private CertificateExtensions(boolean extended) {
    this.extended = extended;
  }

  /** Those of a certificate that has none. */
  static CertificateExtensions none() {
    return NONE;
  }

  /** Reads Extensions, given their SEQUENCE. */
  static CertificateExtensions read(Der in) throws MalformedCertificate {
    CertificateExtensions result = new CertificateExtensions(true);
    List<Der> seen = new ArrayList<>();
    do {
      int extensionEnd = in.enter(Der.SEQUENCE, "an extension");
      Der oid = in.readOid("extnID");
      for (Der other : seen) {
        if (other.sameContent(oid)) {
          throw oid.malformed("extension " + Oid.dotted(oid), "appears twice"); // RFC 5280 §4.2
        }
      }
      seen.add(oid);
      boolean critical = in.nextIs(Der.BOOLEAN) && in.readBoolean("critical");
      int valueEnd = in.enter(Der.OCTET_STRING, "extnValue");
      if (!result.take(oid, in, valueEnd)) {
        in.skipTo(valueEnd);
        if (critical && result.unknownCritical == null) {
          result.unknownCritical = Oid.dotted(oid);
        }
      }
      in.leave(extensionEnd, "an extension");
    } while (in.hasMore());
    return result;
  }

  /** Reads the value of an extension that we process; false for others. */
  private boolean take(Der oid, Der in, int end) throws MalformedCertificate {
    if (BASIC_CONSTRAINTS.is(oid)) {
      basicConstraints(only(in, end, Der.SEQUENCE, "basicConstraints"));
    } else if (KEY_USAGE.is(oid)) {
      keyUsage = keyUsage(only(in, end, Der.BIT_STRING, "keyUsage"));
    } else if (EXTENDED_KEY_USAGE.is(oid)) {
      extendedKeyUsage = ExtendedKeyUsage.read(only(in, end, Der.SEQUENCE, "extKeyUsage"));
    } else if (SUBJECT_ALT_NAME.is(oid)) {
      subjectAltName = only(in, end, Der.SEQUENCE, "subjectAltName");
      GeneralNames.check(subjectAltName, "subjectAltName");
    } else if (NAME_CONSTRAINTS.is(oid)) {
      nameConstraints = NameConstraints.read(only(in, end, Der.SEQUENCE, "nameConstraints"));
    } else if (SUBJECT_KEY_IDENTIFIER.is(oid)) {
      subjectKeyIdentifier = only(in, end, Der.OCTET_STRING, "subjectKeyIdentifier");
    } else if (AUTHORITY_KEY_IDENTIFIER.is(oid)) {
      authorityKeyIdentifier(only(in, end, Der.SEQUENCE, "authorityKeyIdentifier"));
    } else {
      return takePolicy(oid, in, end);
    }
    return true;
  }

  private boolean takePolicy(Der oid, Der in, int end) throws MalformedCertificate {
    if (CERTIFICATE_POLICIES.is(oid)) {
      ownPolicies().readPolicies(only(in, end, Der.SEQUENCE, "certificatePolicies"));
    } else if (POLICY_MAPPINGS.is(oid)) {
      ownPolicies().readMappings(only(in, end, Der.SEQUENCE, "policyMappings"));
    } else if (POLICY_CONSTRAINTS.is(oid)) {
      ownPolicies().readConstraints(only(in, end, Der.SEQUENCE, "policyConstraints"));
    } else if (INHIBIT_ANY_POLICY.is(oid)) {
      ownPolicies().readInhibitAnyPolicy(only(in, end, Der.INTEGER, "inhibitAnyPolicy"));
    } else {
      return false;
    }
    return true;
  }

  private CertificatePolicies ownPolicies() {
    if (policies == CertificatePolicies.NONE) {
      policies = new CertificatePolicies();
    }
    return policies;
  }

  /** The one element inside an extension's OCTET STRING. */
  private static Der only(Der in, int end, int tag, String what) throws MalformedCertificate {
    Der element = in.read(tag, what);
    in.leave(end, what);
    return element;
  }

  private void basicConstraints(Der in) throws MalformedCertificate {
    authority = in.nextIs(Der.BOOLEAN) && in.readBoolean("cA");
    if (in.hasMore()) {
      int length = in.readInteger("pathLenConstraint").smallNumber("pathLenConstraint");
      pathLength = authority ? length : pathLength; // without cA it has no meaning (RFC 5280 §4.2.1.9)
    }
    in.end("basicConstraints");
  }

  private static int keyUsage(Der bits) throws MalformedCertificate {
    if (bits.length() < 1 || bits.length() > 3 || bits.bytes()[bits.start()] < 0 || bits.bytes()[bits.start()] > 7) {
      throw bits.malformed("keyUsage", "is not a BIT STRING of its nine bits");
    }
    int usage = 0;
    for (int i = 0; i < (bits.length() - 1) * Byte.SIZE; i++) {
      int octet = bits.bytes()[bits.start() + 1 + i / Byte.SIZE];
      usage |= (octet >> 7 - i % Byte.SIZE & 1) << i;
    }
    return usage;
  }

  private void authorityKeyIdentifier(Der in) throws MalformedCertificate {
    if (in.nextIs(Der.primitive(0))) {
      authorityKeyIdentifier = in.read(Der.primitive(0), "keyIdentifier");
    }
    while (in.hasMore()) {
      in.readAny("authorityKeyIdentifier");
    }
  }

  /** Whether this may issue certificates: cA (RFC 5280 §4.2.1.9). */
  boolean authority() {
    return authority;
  }

  /** Whether there are extensions at all, so that the absence of one says something. */
  boolean extended() {
    return extended;
  }

  /** pathLenConstraint, or the largest int. */
  int pathLength() {
    return pathLength;
  }

  /** Whether keyUsage is absent, or has this bit. */
  boolean allows(int keyUsageBit) {
    return (keyUsage >> keyUsageBit & 1) != 0;
  }

  ExtendedKeyUsage extendedKeyUsage() {
    return extendedKeyUsage;
  }

  /** The GeneralNames to be read from their beginning; null if there are none. */
  Der subjectAltName() {
    return subjectAltName == null ? null : subjectAltName.again();
  }

  /** Null if there are none. */
  NameConstraints nameConstraints() {
    return nameConstraints;
  }

  CertificatePolicies policies() {
    return policies;
  }

  /** The first critical extension that we don't process, in dotted form; null if there is none. */
  String unknownCritical() {
    return unknownCritical;
  }

  /** Whether our keyIdentifiers contradict that {@code issuer} issued this. A hint, no more (RFC 5280 §4.2.1.1). */
  boolean contradicts(CertificateExtensions issuer) {
    return authorityKeyIdentifier != null
        && issuer.subjectKeyIdentifier != null
        && !authorityKeyIdentifier.sameContent(issuer.subjectKeyIdentifier);
  }
}
