package dev.plumbline.tls.x509;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name of a certificate, as name constraints see it (RFC 5280 §4.2.1.10): one class for each form that we process. */
abstract sealed class ConstrainedName {
  private final int form;

  private ConstrainedName(int form) {
    this.form = form;
  }

  static ConstrainedName of(Der name) {
    int form = name.tag();
    if (form == GeneralNames.DNS_NAME) {
      return new Dns(lower(name));
    } else if (form == GeneralNames.IP_ADDRESS) {
      return new Ip(name);
    } else if (form == GeneralNames.RFC822_NAME) {
      return mailbox(SubjectNames.text(name));
    } else if (form == GeneralNames.URI) {
      return new Uri(SubjectNames.text(name));
    }
    return form == GeneralNames.DIRECTORY_NAME ? directory(directoryName(name)) : new Other(form);
  }

  static ConstrainedName directory(DistinguishedName name) {
    return new Directory(name);
  }

  static ConstrainedName mailbox(String address) {
    return new Mailbox(address);
  }

  /** The tag of its GeneralName. */
  final int form() {
    return form;
  }

  /** Whether the name is well-formed, so that it can be held against anything. */
  abstract boolean understood();

  /** Whether a constraint of the same form is well-formed. */
  abstract boolean understands(Der base);

  /** Whether everything that this name stands for is in the subtree. */
  abstract boolean isWithin(Der base);

  /** Whether something that this name stands for is in the subtree; differs for wildcards. */
  boolean mayBeWithin(Der base) {
    return isWithin(base);
  }

  private static String lower(Der name) {
    return SubjectNames.text(name).toLowerCase(Locale.ROOT);
  }

  private static DistinguishedName directoryName(Der name) {
    try {
      return DistinguishedName.read(name.again(), "directoryName");
    } catch (MalformedCertificate e) {
      throw new IllegalStateException("the structure was checked when it was read", e);
    }
  }

  private static boolean hostIsWithin(String host, String base) {
    return base.startsWith(".") ? host.endsWith(base) : host.equals(base);
  }

  private static boolean isHostConstraint(String base) {
    return HostName.isDnsName(base.startsWith(".") ? base.substring(1) : base);
  }

  /** A host and all below it; no leading period (that is for URIs only). */
  private static final class Dns extends ConstrainedName {
    private final String name;

    Dns(String name) {
      super(GeneralNames.DNS_NAME);
      this.name = name;
    }

    private boolean wildcard() {
      return name.startsWith("*.");
    }

    @Override
    boolean understood() {
      return HostName.isDnsName(wildcard() ? name.substring(2) : name);
    }

    @Override
    boolean understands(Der base) {
      return base.length() == 0 || HostName.isDnsName(lower(base));
    }

    @Override
    boolean isWithin(Der base) {
      String suffix = lower(base);
      String host = wildcard() ? name.substring(2) : name;
      return suffix.isEmpty() || host.equals(suffix) || host.endsWith("." + suffix);
    }

    /** {@code *.example.com} may turn out to be {@code foo.example.com}. */
    @Override
    boolean mayBeWithin(Der base) {
      String suffix = lower(base);
      int dot = suffix.indexOf('.');
      return isWithin(base) || wildcard() && dot > 0 && name.substring(1).equals(suffix.substring(dot));
    }

    @Override
    public String toString() {
      return DistinguishedName.escape(name);
    }
  }

  /** An address and a mask, side by side. */
  private static final class Ip extends ConstrainedName {
    private final Der octets;

    Ip(Der octets) {
      super(GeneralNames.IP_ADDRESS);
      this.octets = octets;
    }

    @Override
    boolean understood() {
      return true;
    }

    @Override
    boolean understands(Der base) {
      int half = base.length() / 2;
      if (base.length() != 8 && base.length() != 32) {
        return false;
      }
      boolean ended = false;
      for (int bit = 0; bit < half * Byte.SIZE; bit++) {
        boolean set = (base.bytes()[base.start() + half + bit / 8] >> 7 - bit % 8 & 1) != 0;
        if (set && ended) {
          return false; // not as RFC 4632 writes masks
        }
        ended |= !set;
      }
      return true;
    }

    @Override
    boolean isWithin(Der base) {
      int difference = base.length() - 2 * octets.length();
      for (int i = 0; difference == 0 && i < octets.length(); i++) {
        int mask = base.bytes()[base.start() + octets.length() + i];
        difference = (octets.bytes()[octets.start() + i] ^ base.bytes()[base.start() + i]) & mask;
      }
      return difference == 0;
    }

    @Override
    public String toString() {
      return SubjectNames.address(octets);
    }
  }

  private static final class Directory extends ConstrainedName {
    private final DistinguishedName name;

    Directory(DistinguishedName name) {
      super(GeneralNames.DIRECTORY_NAME);
      this.name = name;
    }

    @Override
    boolean understood() {
      return true;
    }

    @Override
    boolean understands(Der base) {
      return true;
    }

    @Override
    boolean isWithin(Der base) {
      return name.isWithin(directoryName(base));
    }

    @Override
    public String toString() {
      return name.shortName();
    }
  }

  /** A mailbox, all mailboxes of a host, or with a leading period of all hosts of a domain. */
  private static final class Mailbox extends ConstrainedName {
    private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final String address;

    Mailbox(String address) {
      super(GeneralNames.RFC822_NAME);
      this.address = withLowerHost(address);
    }

    private static String withLowerHost(String address) {
      int host = address.lastIndexOf('@') + 1;
      return address.substring(0, host) + address.substring(host).toLowerCase(Locale.ROOT);
    }

    @Override
    boolean understood() {
      return MAILBOX.matcher(address).matches();
    }

    @Override
    boolean understands(Der base) {
      String text = SubjectNames.text(base);
      return text.indexOf('@') >= 0
          ? MAILBOX.matcher(text).matches()
          : isHostConstraint(text.toLowerCase(Locale.ROOT));
    }

    @Override
    boolean isWithin(Der base) {
      String text = withLowerHost(SubjectNames.text(base));
      return text.indexOf('@') >= 0
          ? address.equals(text)
          : hostIsWithin(address.substring(address.indexOf('@') + 1), text);
    }

    @Override
    public String toString() {
      return DistinguishedName.escape(address);
    }
  }

  /** The host of a URI, or with a leading period all hosts of a domain. */
  private static final class Uri extends ConstrainedName {
    private final String text;
    private final String host;

    Uri(String text) {
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

    /** A host name, not an address (RFC 5280 §4.2.1.10: only URIs with a fully qualified domain name can be constrained). */
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

  /** A form that we don't process: a constraint on it refuses it. */
  private static final class Other extends ConstrainedName {
    Other(int form) {
      super(form);
    }

    @Override
    boolean understood() {
      return false;
    }

    @Override
    boolean understands(Der base) {
      return false;
    }

    @Override
    boolean isWithin(Der base) {
      return false;
    }

    @Override
    public String toString() {
      return "a name of the form " + GeneralNames.formName(form());
    }
  }
}
