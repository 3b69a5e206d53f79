package dev.plumbline.tls.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The names of servers in a certificate's subjectAltName (RFC 5280 §4.2.1.6), and how a sentence shows them. */
final class SubjectNames {
  private static final int SHOWN = 8;

  private SubjectNames() {}

  /** DNS names and IP addresses, escaped as in RFC 4514. */
  static List<String> of(ParsedCertificate certificate) {
    List<String> names = new ArrayList<>();
    Der all = certificate.extensions().subjectAltName();
    while (all != null && all.hasMore()) {
      Der name = next(all);
      if (name.tag() == GeneralNames.DNS_NAME) {
        names.add(dnsName(text(name)));
      } else if (name.tag() == GeneralNames.IP_ADDRESS) {
        names.add(address(name));
      }
    }
    return names;
  }

  /** For a fault: what the certificate is for. */
  static String sentence(ParsedCertificate certificate) {
    List<String> names = of(certificate);
    if (names.isEmpty()) {
      return "no server name at all";
    }
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /** The next name of a subjectAltName, whose structure was checked when the certificate was read. */
  static Der next(Der names) {
    try {
      return names.readAny("GeneralName");
    } catch (MalformedCertificate e) {
      throw new IllegalStateException("the structure was checked when it was read", e);
    }
  }

  static String text(Der name) {
    return new String(name.bytes(), name.start(), name.length(), StandardCharsets.US_ASCII);
  }

  /** A dNSName that looks like an address is marked, since no address matches it. */
  private static String dnsName(String text) {
    boolean numeric = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
    return (numeric ? "dNSName " : "") + DistinguishedName.escape(text);
  }

  static String address(Der octets) {
    try {
      return InetAddress.getByAddress(octets.content()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length was checked when it was read", e);
    }
  }
}
