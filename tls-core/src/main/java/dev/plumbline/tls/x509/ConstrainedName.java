package dev.plumbline.tls.x509;

import java.util.Locale;

/**
 * A name of a certificate, as name constraints see it (RFC 5280 §4.2.1.10): one class for each form that we
 * process.
 */
abstract sealed class ConstrainedName
    permits ConstrainedDnsName, ConstrainedAddress, ConstrainedMailbox, ConstrainedUri,
        ConstrainedName.Directory, ConstrainedName.Other {
  private final int form;

  ConstrainedName(int form) {
    this.form = form;
  }

  static ConstrainedName of(Der name) {
    int form = name.tag();
    if (form == GeneralNames.DNS_NAME) {
      return new ConstrainedDnsName(lower(name));
    } else if (form == GeneralNames.IP_ADDRESS) {
      return new ConstrainedAddress(name);
    } else if (form == GeneralNames.RFC822_NAME) {
      return mailbox(SubjectNames.text(name));
    } else if (form == GeneralNames.URI) {
      return new ConstrainedUri(SubjectNames.text(name));
    }
    return form == GeneralNames.DIRECTORY_NAME ? directory(directoryName(name)) : new Other(form);
  }

  static ConstrainedName directory(DistinguishedName name) {
    return new Directory(name);
  }

  static ConstrainedName mailbox(String address) {
    return new ConstrainedMailbox(address);
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

  static String lower(Der name) {
    return SubjectNames.text(name).toLowerCase(Locale.ROOT);
  }

  private static DistinguishedName directoryName(Der name) {
    try {
      return DistinguishedName.read(name.again(), "directoryName");
    } catch (MalformedCertificate e) {
      throw new IllegalStateException("the structure was checked when it was read", e);
    }
  }

  static boolean hostIsWithin(String host, String base) {
    return base.startsWith(".") ? host.endsWith(base) : host.equals(base);
  }

  static boolean isHostConstraint(String base) {
    return HostName.isDnsName(base.startsWith(".") ? base.substring(1) : base);
  }

  static final class Directory extends ConstrainedName {
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

  /** A form that we don't process: a constraint on it refuses it. */
  static final class Other extends ConstrainedName {
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
