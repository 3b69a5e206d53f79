package dev.plumbline.diagnose.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Distinguished names: their comparison within bounds, and what a sentence shows of them. */
final class NameText {
  private static final int MOST_RDNS = 64;
  private static final int LONGEST = 64;

  private NameText() {}

  /**
   * RFC 5280 §7.1; names with very many parts or with text that does not decode only if they are the same octet by
   * octet.
   */
  static boolean same(X500Name one, X500Name other) {
    if (one.size() <= MOST_RDNS && other.size() <= MOST_RDNS) {
      try {
        return one.hashCode() == other.hashCode() && one.equals(other); // the hash folds as equals does, and is kept
      } catch (RuntimeException e) { // how Bouncy Castle says that a text does not decode
        return one.toASN1Primitive().equals(other.toASN1Primitive());
      }
    }
    return one.toASN1Primitive().equals(other.toASN1Primitive());
  }

  /** As RFC 4514 writes it. */
  static String whole(X500Name name) {
    try {
      return plain(new X500Principal(name.getEncoded()).getName(X500Principal.RFC2253));
    } catch (IOException | RuntimeException e) { // a value that the JDK does not take
      return "a name that can't be shown";
    }
  }

  /** Enough to recognise it: the common name, or else the whole, cut. */
  static String brief(X500Name name) {
    List<String> commonNames = values(name, BCStyle.CN);
    String text =
        name.size() == 0
            ? "no subject name"
            : commonNames.isEmpty() ? whole(name) : "CN=" + commonNames.get(commonNames.size() - 1);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The values of one attribute, fit for a sentence. */
  static List<String> values(X500Name name, ASN1ObjectIdentifier type) {
    List<String> values = new ArrayList<>();
    for (RDN rdn : name.getRDNs()) {
      for (AttributeTypeAndValue each : rdn.getTypesAndValues()) {
        if (each.getType().equals(type)) {
          values.add(text(each.getValue()));
        }
      }
    }
    return values;
  }

  private static String text(ASN1Encodable value) {
    try {
      return plain(IETFUtils.valueToString(value));
    } catch (RuntimeException e) { // how Bouncy Castle says that it does not decode
      return "a text that can't be shown";
    }
  }

  /** Without anything that could move a cursor. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> {
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        out.append(String.format(Locale.ROOT, "\\u%04X", c));
      } else {
        out.appendCodePoint(c);
      }
    });
    return out.toString();
  }
}
