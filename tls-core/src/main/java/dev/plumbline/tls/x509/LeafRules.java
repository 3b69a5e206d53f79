package dev.plumbline.tls.x509;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.time.Instant;
import java.util.List;

/**
 * What the server's certificate must be on its own, whatever path leads to it: in time, made for servers, for this
 * key exchange, and for the name the user gave. Asked after the path, because a wrong name on a certificate that
 * nobody vouches for says little.
 */
final class LeafRules {
  private LeafRules() {}

  /** Without it no signature needs to be checked: the suite fixes the type of key (RFC 5246 §7.4.2). */
  static void checkKeyType(ParsedCertificate leaf, CipherSuite suite) throws TlsAlert {
    if (leaf.keyType().filter(type -> type != suite.serverKeyType()).isPresent()) {
      throw Fault.CERTIFICATE_KEY_TYPE.with(leaf.keyName(), suite, suite.serverKeyType());
    }
  }

  static void check(ParsedCertificate leaf, CipherSuite suite, HostName server, PathPolicy policy, Instant now)
      throws TlsAlert {
    try {
      if (policy.checkDates()) {
        PathValidation.checkDates(leaf, now);
      }
      PathValidation.checkCritical(leaf);
      checkUsage(leaf, suite);
    } catch (Refusal refusal) {
      throw refusal.alert();
    }
    if (!server.matches(leaf)) {
      throw Fault.CERTIFICATE_NAME.with(names(leaf, server), server);
    }
  }

  /** RFC 5246 §7.4.2: digitalSignature to sign ServerKeyExchange, keyEncipherment to receive the pre-master secret. */
  private static void checkUsage(ParsedCertificate leaf, CipherSuite suite) throws Refusal {
    int bit = suite.ephemeral() ? CertificateExtensions.DIGITAL_SIGNATURE : CertificateExtensions.KEY_ENCIPHERMENT;
    if (!leaf.extensions().allows(bit)) {
      String name = suite.ephemeral() ? "digitalSignature" : "keyEncipherment";
      throw Refusal.of(
          Fault.CERTIFICATE_USAGE, leaf.shortName(), "its keyUsage lacks " + name + ", which " + suite + " needs");
    }
    if (!leaf.extensions().extendedKeyUsage().allowsServerAuth()) {
      throw Refusal.of(
          Fault.CERTIFICATE_USAGE, leaf.shortName(), "its extKeyUsage is not for servers (id-kp-serverAuth)");
    }
  }

  /**
   * What the certificate is for; a common name that would have matched is mentioned, because it is the usual
   * mistake.
   */
  private static String names(ParsedCertificate leaf, HostName server) {
    String names = SubjectNames.sentence(leaf);
    List<String> commonNames = leaf.subjectName().values(AttributeNames.COMMON_NAME);
    boolean onlyThere = commonNames.stream().anyMatch(name -> name.equalsIgnoreCase(server.text()));
    return onlyThere ? names + " (its CN matches, but only subjectAltName counts, RFC 9525 §2)" : names;
  }
}
