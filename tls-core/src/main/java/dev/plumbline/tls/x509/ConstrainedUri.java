package dev.plumbline.tls.x509;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The host of a URI, or with a leading period all hosts of a domain. */
final class ConstrainedUri extends ConstrainedName {
  private final String text;
  private final String host;

  ConstrainedUri(String text) {
    super(GeneralNames.URI);
    this.text = text;
    this.host = hostOf(text);
  }

  private static String hostOf(String text) {
    try {
      String host = new URI(text).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return ""; // then it can't be held against a constraint, and is refused
    }
  }

  /**
   * A host name, not an address (RFC 5280 §4.2.1.10: only URIs with a fully qualified domain name can be
   * constrained).
   */
  @Override
  boolean understood() {
    return HostName.isDnsName(host) && !Character.isDigit(host.charAt(host.length() - 1));
  }

  @Override
  boolean understands(Der base) {
    return isHostConstraint(lower(base));
  }

  @Override
  boolean isWithin(Der base) {
    return hostIsWithin(host, lower(base));
  }

  @Override
  public String toString() {
    return DistinguishedName.escape(text);
  }
}
