package dev.plumbline.diagnose.dissect;

import java.util.Map;

/** Names of the object identifiers of certificates' extensions and purposes (RFC 5280 §4.2, RFC 6962 §3.3). */
final class ObjectNames {
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("2.5.29.9", "subjectDirectoryAttributes"),
      Map.entry("2.5.29.14", "subjectKeyIdentifier"),
      Map.entry("2.5.29.15", "keyUsage"),
      Map.entry("2.5.29.17", "subjectAltName"),
      Map.entry("2.5.29.18", "issuerAltName"),
      Map.entry("2.5.29.19", "basicConstraints"),
      Map.entry("2.5.29.30", "nameConstraints"),
      Map.entry("2.5.29.31", "cRLDistributionPoints"),
      Map.entry("2.5.29.32", "certificatePolicies"),
      Map.entry("2.5.29.33", "policyMappings"),
      Map.entry("2.5.29.35", "authorityKeyIdentifier"),
      Map.entry("2.5.29.36", "policyConstraints"),
      Map.entry("2.5.29.37", "extKeyUsage"),
      Map.entry("2.5.29.37.0", "anyExtendedKeyUsage"),
      Map.entry("2.5.29.54", "inhibitAnyPolicy"),
      Map.entry("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
      Map.entry("1.3.6.1.5.5.7.1.24", "tlsFeature"),
      Map.entry("1.3.6.1.5.5.7.3.1", "serverAuth"),
      Map.entry("1.3.6.1.5.5.7.3.2", "clientAuth"),
      Map.entry("1.3.6.1.5.5.7.3.3", "codeSigning"),
      Map.entry("1.3.6.1.5.5.7.3.4", "emailProtection"),
      Map.entry("1.3.6.1.5.5.7.3.8", "timeStamping"),
      Map.entry("1.3.6.1.5.5.7.3.9", "OCSPSigning"),
      Map.entry("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList"),
      Map.entry("1.3.6.1.4.1.11129.2.4.3", "precertificatePoison"));

  private ObjectNames() {}

  /** The name; the identifier itself where it has none here. */
  static String of(String oid) {
    return NAMES.getOrDefault(oid, oid);
  }
}
