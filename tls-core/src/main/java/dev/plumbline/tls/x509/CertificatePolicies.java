package dev.plumbline.tls.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one certificate says about policies (RFC 5280 §4.2.1.4, §4.2.1.5, §4.2.1.11, §4.2.1.14). Checked when it is
 * read, and taken apart only for a path that requires an explicit policy, which hardly any does.
 */
final class CertificatePolicies {
  static final String ANY_POLICY = "2.5.29.32.0";
  static final CertificatePolicies NONE = new CertificatePolicies();

  private Der policies;
  private Der mappings;
  private int requireExplicitPolicy = Integer.MAX_VALUE;
  private int inhibitPolicyMapping = Integer.MAX_VALUE;
  private int inhibitAnyPolicy = Integer.MAX_VALUE;

  void readPolicies(Der in) throws MalformedCertificate {
    policies = in;
    Der each = in.again();
    do {
      each.read(Der.SEQUENCE, "PolicyInformation").readOid("policyIdentifier");
    } while (each.hasMore());
  }

  void readMappings(Der in) throws MalformedCertificate {
    mappings = in;
    Der each = in.again();
    do {
      Der mapping = each.read(Der.SEQUENCE, "policyMappings");
      String issuerDomain = Oid.dotted(mapping.readOid("issuerDomainPolicy"));
      String subjectDomain = Oid.dotted(mapping.readOid("subjectDomainPolicy"));
      mapping.end("policyMappings");
      if (issuerDomain.equals(ANY_POLICY) || subjectDomain.equals(ANY_POLICY)) {
        throw mapping.malformed("policyMappings", "maps anyPolicy"); // RFC 5280 §6.1.4 (a)
      }
    } while (each.hasMore());
  }

  void readConstraints(Der in) throws MalformedCertificate {
    if (in.nextIs(Der.primitive(0))) {
      requireExplicitPolicy = in.readAny("requireExplicitPolicy").smallNumber("requireExplicitPolicy");
    }
    if (in.nextIs(Der.primitive(1))) {
      inhibitPolicyMapping = in.readAny("inhibitPolicyMapping").smallNumber("inhibitPolicyMapping");
    }
    in.end("policyConstraints");
  }

  void readInhibitAnyPolicy(Der number) throws MalformedCertificate {
    inhibitAnyPolicy = number.smallNumber("inhibitAnyPolicy");
  }

  /** Whether the extension is there. */
  boolean present() {
    return policies != null;
  }

  /** The certificate's policies, by dotted identifiers. */
  Set<String> policies() {
    Set<String> result = new HashSet<>();
    eachOf(policies, information -> result.add(Oid.dotted(information.readAny("policyIdentifier"))));
    return result;
  }

  /** From issuerDomainPolicy to its subjectDomainPolicies. */
  Map<String, List<String>> mappings() {
    Map<String, List<String>> result = new LinkedHashMap<>();
    eachOf(
        mappings,
        mapping ->
            result
                .computeIfAbsent(Oid.dotted(mapping.readAny("issuerDomainPolicy")), domain -> new ArrayList<>())
                .add(Oid.dotted(mapping.readAny("subjectDomainPolicy"))));
    return result;
  }

  private interface ElementReader {
    void read(Der element) throws MalformedCertificate;
  }

  private static void eachOf(Der sequence, ElementReader reader) {
    try {
      Der each = sequence == null ? null : sequence.again();
      while (each != null && each.hasMore()) {
        reader.read(each.readAny("an element"));
      }
    } catch (MalformedCertificate e) {
      throw new IllegalStateException("the structure was checked when it was read", e);
    }
  }

  int requireExplicitPolicy() {
    return requireExplicitPolicy;
  }

  int inhibitPolicyMapping() {
    return inhibitPolicyMapping;
  }

  int inhibitAnyPolicy() {
    return inhibitAnyPolicy;
  }
}
