package dev.plumbline.tls.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A Name (RFC 5280 §4.1.2.4) where it stands in its certificate. Names that are byte for byte the same are equal;
 * others are compared by RFC 5280 §7.1, with case and white space folded, which is only done when it has to be.
 * Immutable.
 */
final class DistinguishedName {
  private static final int SHORT = 64;

  private final Der name;
  private final int fingerprint;
  /** Computed when first needed; a race computes it twice, to the same end. */
  private List<String> folded;

  private DistinguishedName(Der name, int fingerprint) {
    this.name = name;
    this.fingerprint = fingerprint;
  }

  /** The next element, a Name, whose structure is checked. */
  static DistinguishedName read(Der in, String what) throws MalformedCertificate {
    Der name = in.read(Der.SEQUENCE, what);
    Der at = name.again();
    int fingerprint = 0;
    while (at.hasMore()) {
      int rdnEnd = at.enter(Der.SET, what);
      do {
        int attributeEnd = at.enter(Der.SEQUENCE, what);
        at.skipOid(what);
        int valueEnd = at.enterAny(what);
        fingerprint += fingerprint(at.bytes(), at.position(), valueEnd);
        at.skipTo(valueEnd);
        at.leave(attributeEnd, what);
      } while (at.position() < rdnEnd);
      at.leave(rdnEnd, what);
    }
    return new DistinguishedName(name, fingerprint);
  }

  /**
   * The same for values that match, so that most names are told apart without folding them: made of ASCII letters
   * and digits alone, which folding leaves in place. (Folding makes some of them out of other characters; such
   * names don't match anybody else's, which RFC 5280 §7.1 allows.)
   */
  private static int fingerprint(byte[] bytes, int from, int until) {
    int hash = 1;
    for (int i = from; i < until; i++) {
      int lower = bytes[i] | 0x20;
      if (lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9') {
        hash = hash * 31 + lower;
      }
    }
    return hash;
  }

  boolean isEmpty() {
    return name.length() == 0;
  }

  /** The DER of the name. */
  byte[] element() {
    return name.element();
  }

  boolean sameBytes(DistinguishedName other) {
    return name.sameContent(other.name);
  }

  /** RFC 5280 §7.1. */
  boolean matches(DistinguishedName other) {
    return sameBytes(other) || fingerprint == other.fingerprint && folded().equals(other.folded());
  }

  /** Whether this name lies in the subtree below {@code base} (RFC 5280 §4.2.1.10, directoryName). */
  boolean isWithin(DistinguishedName base) {
    List<String> mine = folded();
    List<String> theirs = base.folded();
    return theirs.size() <= mine.size() && mine.subList(0, theirs.size()).equals(theirs);
  }

  /** The values of one attribute, from the most significant. */
  List<String> values(Oid type) {
    List<String> values = new ArrayList<>();
    forEach((rdn, attributeType, value) -> {
      if (type.is(attributeType)) {
        values.add(text(value));
      }
    });
    return values;
  }

  /** One string for each RDN, the same for RDNs that match. */
  private List<String> folded() {
    List<String> result = folded;
    if (result == null) {
      List<List<String>> rdns = new ArrayList<>();
      forEach((rdn, type, value) -> {
        if (rdn == rdns.size()) {
          rdns.add(new ArrayList<>());
        }
        rdns.get(rdn).add(Oid.dotted(type) + "=" + fold(value));
      });
      result = rdns.stream().map(rdn -> rdn.stream().sorted().toList().toString()).toList();
      folded = result;
    }
    return result;
  }

  private static String fold(Der value) {
    if (!AttributeNames.isText(value.tag())) {
      return value.tag() + "#" + hex(value);
    }
    String normal = Normalizer.normalize(text(value), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return '"' + normal.strip().replaceAll("\\s+", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** As RFC 4514 §2 writes it, most specific first; what could move a cursor is escaped. */
  @Override
  public String toString() {
    List<String> rdns = new ArrayList<>();
    forEach((rdn, type, value) -> {
      String attribute = attribute(type, value);
      if (rdn == rdns.size()) {
        rdns.add(attribute);
      } else {
        rdns.set(rdn, rdns.get(rdn) + "+" + attribute);
      }
    });
    StringBuilder text = new StringBuilder();
    for (int i = rdns.size() - 1; i >= 0; i--) {
      text.append(text.length() == 0 ? "" : ",").append(rdns.get(i));
    }
    return text.toString();
  }

  /** Enough of the name to recognise it in a sentence: the common name, or else the whole, cut. */
  String shortName() {
    List<String> commonNames = values(AttributeNames.COMMON_NAME);
    String text =
        isEmpty()
            ? "a certificate without subject name"
            : commonNames.isEmpty() ? toString() : "CN=" + escape(commonNames.get(commonNames.size() - 1));
    return text.length() <= SHORT ? text : text.substring(0, SHORT) + "…";
  }

  private static String attribute(Der type, Der value) {
    String oid = Oid.dotted(type);
    String shortName = AttributeNames.of(oid);
    return shortName == null || !AttributeNames.isText(value.tag())
        ? oid + "=#" + HexFormat.of().formatHex(value.element())
        : shortName + "=" + escape(text(value));
  }

  /** RFC 4514 §2.4. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean atEdge = i == 0 && (c == ' ' || c == '#') || i == text.length() - 1 && c == ' ';
      if (atEdge || "\"+,;<>\\".indexOf(c) >= 0) {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          out.append(String.format(Locale.ROOT, "\\%02X", b));
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The value as text; what doesn't decode is shown octet by octet. */
  private static String text(Der value) {
    Charset charset = AttributeNames.charset(value.tag());
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(value.bytes(), value.start(), value.length()))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(value.content(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String hex(Der value) {
    return HexFormat.of().formatHex(value.content());
  }

  private interface AttributeVisitor {
    void attribute(int rdn, Der type, Der value);
  }

  private void forEach(AttributeVisitor visitor) {
    try {
      Der rdns = name.again();
      for (int i = 0; rdns.hasMore(); i++) {
        Der rdn = rdns.readAny("RDN");
        while (rdn.hasMore()) {
          Der attribute = rdn.readAny("attribute");
          visitor.attribute(i, attribute.readAny("type"), attribute.readAny("value"));
        }
      }
    } catch (MalformedCertificate e) {
      throw new IllegalStateException("the structure was checked by read", e);
    }
  }
}
