package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.wire.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The extensions of a certificate that decide about chains (RFC 5280 §4.2). One that can't be read counts as absent:
 * that the certificate is malformed is said elsewhere.
 *
 * @param any whether there are extensions at all
 * @param authority cA of basicConstraints; empty without the extension
 * @param pathLength pathLenConstraint
 * @param keyUsage empty without the extension
 * @param purposes extKeyUsage by names, or identifiers where there is none; empty without the extension
 * @param subjectKeyIdentifier empty bytes without the extension
 * @param authorityKeyIdentifier its keyIdentifier; empty bytes without
 * @param authorityIssuer whose certificate the issuer's is, by authorityCertIssuer
 * @param caIssuers where authorityInfoAccess says that the issuer's certificate is
 * @param nameConstraints whether it has them
 * @param serverNames DNS names and IP addresses of subjectAltName, for people
 * @param unknownCritical critical extensions that path validation does not know
 */
public record ExtensionFacts(
    boolean any,
    Optional<Boolean> authority,
    OptionalInt pathLength,
    Optional<Set<KeyUsageBit>> keyUsage,
    Optional<List<String>> purposes,
    Bytes subjectKeyIdentifier,
    Bytes authorityKeyIdentifier,
    Optional<String> authorityIssuer,
    List<String> caIssuers,
    boolean nameConstraints,
    List<String> serverNames,
    List<String> unknownCritical) {
  private static final int MOST_NAMES = 1_000;
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage, Extension.subjectAlternativeName,
          Extension.nameConstraints, Extension.certificatePolicies, Extension.policyMappings,
          Extension.policyConstraints, Extension.inhibitAnyPolicy, Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier);
  private static final String ANY_PURPOSE = "anyExtendedKeyUsage";
  private static final String SERVER = "serverAuth";

  /** Whether the key may do this: keyUsage is absent or has the bit. */
  public boolean allows(KeyUsageBit bit) {
    return keyUsage.isEmpty() || keyUsage.get().contains(bit);
  }

  /** Whether the key may be a TLS server's: extKeyUsage is absent, or says so. */
  public boolean allowsServerAuth() {
    return purposes.isEmpty() || purposes.get().contains(SERVER) || purposes.get().contains(ANY_PURPOSE);
  }

  static ExtensionFacts of(Extensions all) {
    Optional<BasicConstraints> constraints = read(all, Extension.basicConstraints, BasicConstraints::getInstance);
    Optional<AuthorityKeyIdentifier> issuerKey =
        read(all, Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance);
    return new ExtensionFacts(
        all != null,
        constraints.map(BasicConstraints::isCA),
        constraints.map(BasicConstraints::getPathLenConstraint)
            .map(length -> OptionalInt.of(length.bitLength() > 30 ? Integer.MAX_VALUE : length.intValue()))
            .orElse(OptionalInt.empty()),
        read(all, Extension.keyUsage, ExtensionFacts::keyUsage),
        read(all, Extension.extendedKeyUsage, ExtensionFacts::purposes),
        read(all, Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance)
            .map(id -> Bytes.of(id.getKeyIdentifier())).orElse(Bytes.EMPTY),
        issuerKey.map(AuthorityKeyIdentifier::getKeyIdentifierObject).map(ASN1OctetString::getOctets)
            .map(Bytes::of).orElse(Bytes.EMPTY),
        issuerKey.map(AuthorityKeyIdentifier::getAuthorityCertIssuer).flatMap(ExtensionFacts::directoryName),
        read(all, Extension.authorityInfoAccess, ExtensionFacts::caIssuers).orElse(List.of()),
        all != null && all.getExtension(Extension.nameConstraints) != null,
        read(all, Extension.subjectAlternativeName, ExtensionFacts::serverNames).orElse(List.of()),
        all == null ? List.of()
            : Arrays.stream(all.getCriticalExtensionOIDs()).filter(oid -> !KNOWN.contains(oid))
                .map(ASN1ObjectIdentifier::getId).toList());
  }

  private static <T> Optional<T> read(
      Extensions all, ASN1ObjectIdentifier oid, Function<ASN1Encodable, T> reader) {
    try {
      Extension extension = all == null ? null : all.getExtension(oid);
      return extension == null ? Optional.empty() : Optional.of(reader.apply(extension.getParsedValue()));
    } catch (RuntimeException e) { // how Bouncy Castle says that it is malformed
      return Optional.empty();
    }
  }

  private static Set<KeyUsageBit> keyUsage(ASN1Encodable value) {
    byte[] bits = DERBitString.getInstance(value).getBytes();
    Set<KeyUsageBit> usage = EnumSet.noneOf(KeyUsageBit.class);
    for (KeyUsageBit each : KeyUsageBit.values()) {
      int octet = each.ordinal() / Byte.SIZE;
      if (octet < bits.length && (bits[octet] >> 7 - each.ordinal() % Byte.SIZE & 1) != 0) {
        usage.add(each);
      }
    }
    return usage;
  }

  private static List<String> purposes(ASN1Encodable value) {
    List<String> names = new ArrayList<>();
    for (KeyPurposeId purpose : ExtendedKeyUsage.getInstance(value).getUsages()) {
      names.add(
          purpose.equals(KeyPurposeId.id_kp_serverAuth) ? SERVER
              : purpose.equals(KeyPurposeId.id_kp_clientAuth) ? "clientAuth"
                  : purpose.equals(KeyPurposeId.id_kp_codeSigning) ? "codeSigning"
                      : purpose.equals(KeyPurposeId.id_kp_emailProtection) ? "emailProtection"
                          : purpose.equals(KeyPurposeId.id_kp_OCSPSigning) ? "OCSPSigning"
                              : purpose.equals(KeyPurposeId.anyExtendedKeyUsage) ? ANY_PURPOSE : purpose.getId());
    }
    return names;
  }

  private static Optional<String> directoryName(GeneralNames names) {
    return Arrays.stream(names.getNames())
        .filter(name -> name.getTagNo() == GeneralName.directoryName)
        .findFirst()
        .map(name -> NameText.whole(X500Name.getInstance(name.getName())));
  }

  private static List<String> caIssuers(ASN1Encodable value) {
    return Arrays.stream(AuthorityInformationAccess.getInstance(value).getAccessDescriptions())
        .filter(each -> each.getAccessMethod().equals(AccessDescription.id_ad_caIssuers))
        .filter(each -> each.getAccessLocation().getTagNo() == GeneralName.uniformResourceIdentifier)
        .map(each -> NameText.plain(each.getAccessLocation().getName().toString()))
        .toList();
  }

  private static List<String> serverNames(ASN1Encodable value) {
    return Arrays.stream(GeneralNames.getInstance(value).getNames())
        .limit(MOST_NAMES)
        .flatMap(name -> serverName(name).stream())
        .toList();
  }

  private static Optional<String> serverName(GeneralName name) {
    if (name.getTagNo() == GeneralName.dNSName) {
      return Optional.of(NameText.plain(name.getName().toString()));
    }
    if (name.getTagNo() != GeneralName.iPAddress) {
      return Optional.empty();
    }
    try {
      byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
      return Optional.of(InetAddress.getByAddress(octets).getHostAddress());
    } catch (UnknownHostException e) { // neither 4 nor 16 octets
      return Optional.empty();
    }
  }
}
