package dev.plumbline.tls.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name that the user gave for the server: a DNS name or an IP address, and its match in a certificate (RFC 9525
 * §6).
 *
 * <p>Only the subjectAltName counts; the common name never does (RFC 9525 §2). A wildcard is the whole left-most
 * label, and stands for exactly one label. Immutable.
 */
public final class HostName {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*\\.[0-9]+|0[xX][0-9a-fA-F]+");
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern DNS_NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

  private final String text;
  private final byte[] address;

  private HostName(String text, byte[] address) {
    this.text = text;
    this.address = address;
  }

  /**
   * Takes a DNS name, with or without its final dot, or an IP address; IPv6 with or without brackets.
   *
   * @throws IllegalArgumentException if it is neither; the message is one sentence for the user
   */
  public static HostName of(String name) {
    boolean bracketed = name.startsWith("[") && name.endsWith("]");
    if (bracketed || name.indexOf(':') >= 0) {
      String literal = bracketed ? name.substring(1, name.length() - 1) : name;
      return new HostName(literal, ipv6(literal));
    }
    if (IPV4.matcher(name).matches()) {
      return new HostName(name, ipv4(name));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String relative = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (!lower.chars().allMatch(c -> c < 0x80)) {
      throw new IllegalArgumentException("write the server name " + name + " with A-labels (xn--…)");
    }
    if (!isDnsName(relative) || NUMERIC.matcher(relative).matches()) {
      throw new IllegalArgumentException(
          "the server name " + DistinguishedName.escape(name) + " is neither a DNS name nor an IP address");
    }
    return new HostName(relative, null);
  }

  /** Whether this is a DNS name in lower case without final dot; underscores are let through, as resolvers do. */
  static boolean isDnsName(String name) {
    return DNS_NAME.matcher(name).matches();
  }

  private static byte[] ipv4(String literal) {
    byte[] octets = new byte[4];
    String[] parts = literal.split("\\.");
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) Integer.parseInt(parts[i]);
    }
    return octets;
  }

  private static byte[] ipv6(String literal) {
    try {
      if (literal.indexOf('%') < 0 && literal.indexOf(':') >= 0) {
        return InetAddress.getByName("[" + literal + "]").getAddress(); // a literal, so never looked up
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " is not an IPv6 address", e);
    }
    throw new IllegalArgumentException(literal + " is not an IPv6 address without zone");
  }

  public boolean isIpAddress() {
    return address != null;
  }

  /**
   * The name in lower case without final dot, as server_name wants it (RFC 6066 §3); or the address as it was
   * given.
   */
  public String text() {
    return text;
  }

  /** Whether one of the certificate's names is this one (RFC 9525 §6.3 to §6.5). */
  public boolean matches(ParsedCertificate certificate) {
    Der names = certificate.extensions().subjectAltName();
    while (names != null && names.hasMore()) {
      Der name = SubjectNames.next(names);
      boolean match =
          address == null
              ? name.tag() == GeneralNames.DNS_NAME && matchesDns(name)
              : name.tag() == GeneralNames.IP_ADDRESS
                  && Arrays.equals(name.bytes(), name.start(), name.limit(), address, 0, address.length);
      if (match) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesDns(Der presented) {
    int from = presented.start();
    int until = presented.limit();
    byte[] bytes = presented.bytes();
    int mine = 0;
    if (until - from > 2 && bytes[from] == '*' && bytes[from + 1] == '.') {
      mine = text.indexOf('.');
      from++;
    }
    if (mine < 0 || until - from != text.length() - mine) {
      return false;
    }
    for (int i = from; i < until; i++, mine++) {
      if (lower(bytes[i]) != text.charAt(mine)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostName that && text.equals(that.text) && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
