package dev.plumbline.tls.x509;

import java.util.Locale;
import java.util.regex.Pattern;

/** A mailbox, all mailboxes of a host, or with a leading period of all hosts of a domain. */
final class ConstrainedMailbox extends ConstrainedName {
  private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private final String address;

  ConstrainedMailbox(String address) {
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
