package dev.plumbline.tls.x509;

/** GeneralName and GeneralNames (RFC 5280 §4.2.1.6): their tags, and the check that what they hold is what they say. */
final class GeneralNames {
  static final int OTHER_NAME = Der.constructed(0);
  static final int RFC822_NAME = Der.primitive(1);
  static final int DNS_NAME = Der.primitive(2);
  static final int X400_ADDRESS = Der.constructed(3);
  static final int DIRECTORY_NAME = Der.constructed(4);
  static final int EDI_PARTY_NAME = Der.constructed(5);
  static final int URI = Der.primitive(6);
  static final int IP_ADDRESS = Der.primitive(7);
  static final int REGISTERED_ID = Der.primitive(8);

  private GeneralNames() {}

  /** Checks a whole GeneralNames, of which at least one is there. */
  static void check(Der names, String what) throws MalformedCertificate {
    Der each = names.again();
    do {
      Der name = readName(each, what);
      if (name.tag() == IP_ADDRESS && name.length() != 4 && name.length() != 16) {
        throw name.malformed(what, "has an iPAddress of " + name.length() + " octets");
      }
    } while (each.hasMore());
  }

  /** The next element, a GeneralName. */
  static Der readName(Der in, String what) throws MalformedCertificate {
    Der name = in.readAny(what);
    int tag = name.tag();
    if (tag == RFC822_NAME || tag == DNS_NAME || tag == URI) {
      name.checkAscii(what);
    } else if (tag == DIRECTORY_NAME) {
      Der inside = name.again();
      DistinguishedName.read(inside, what);
      inside.end(what);
    } else if (tag != OTHER_NAME && tag != X400_ADDRESS && tag != EDI_PARTY_NAME && tag != IP_ADDRESS
        && tag != REGISTERED_ID) {
      throw name.malformed(what, "has a name of an unknown form");
    }
    return name;
  }

  /** What the form is called in RFC 5280. */
  static String formName(int tag) {
    return switch (tag & 0x1F) {
      case 0 -> "otherName";
      case 1 -> "rfc822Name";
      case 2 -> "dNSName";
      case 3 -> "x400Address";
      case 4 -> "directoryName";
      case 5 -> "ediPartyName";
      case 6 -> "uniformResourceIdentifier";
      case 7 -> "iPAddress";
      default -> "registeredID";
    };
  }
}
