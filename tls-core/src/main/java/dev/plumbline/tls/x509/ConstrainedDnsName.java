package dev.plumbline.tls.x509;

/** A host and all below it; no leading period (that is for URIs only). */
final class ConstrainedDnsName extends ConstrainedName {
  private final String name;

  ConstrainedDnsName(String name) {
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
