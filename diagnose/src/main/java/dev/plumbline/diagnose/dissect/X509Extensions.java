package dev.plumbline.diagnose.dissect;

import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the extensions of a certificate say, as far as it decides anything (RFC 5280 §4.2.1). */
final class X509Extensions {
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_ALT_NAME = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final List<String> USAGES = List.of("digitalSignature", "nonRepudiation", "keyEncipherment",
      "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly");

  private X509Extensions() {}

  /**
   * What it says; empty if that is told by nothing but its bytes.
   *
   * @param octets the OCTET STRING around it
   */
  static String value(String oid, DerElement octets, Optional<ParsedCertificate> certificate) {
    try {
      return switch (oid) {
        case KEY_USAGE -> usages(octets.inside("KeyUsage"));
        case SUBJECT_ALT_NAME -> certificate.map(one -> String.join(", ", one.serverNames())).orElse("");
        case BASIC_CONSTRAINTS -> constraints(octets.inside("BasicConstraints"));
        case EXTENDED_KEY_USAGE -> purposes(octets.inside("ExtKeyUsageSyntax"));
        default -> "";
      };
    } catch (CutOff e) {
      return "";
    }
  }

  static String meaning(String oid) {
    return switch (oid) {
      case KEY_USAGE -> "what its key may be used for (RFC 5280 §4.2.1.3)";
      case SUBJECT_ALT_NAME -> "the names that it is for (RFC 5280 §4.2.1.6)";
      case BASIC_CONSTRAINTS -> "whether it may sign certificates (RFC 5280 §4.2.1.9)";
      case EXTENDED_KEY_USAGE -> "what it may be used for (RFC 5280 §4.2.1.12)";
      case "2.5.29.14" -> "a name for its key (RFC 5280 §4.2.1.2)";
      case "2.5.29.35" -> "the name of the key that signed it (RFC 5280 §4.2.1.1)";
      default -> "";
    };
  }

  private static String usages(DerElement bits) {
    List<String> usages = new ArrayList<>();
    for (int i = 0; i < USAGES.size(); i++) {
      int at = bits.start() + 1 + i / 8;
      if (at < bits.end() && (bits.bytes()[at] & 0x80 >> i % 8) != 0) {
        usages.add(USAGES.get(i));
      }
    }
    return String.join(", ", usages);
  }

  private static String constraints(DerElement sequence) throws CutOff {
    if (sequence.content().length() == 0) {
      return "no authority";
    }
    DerElement ca = sequence.inside("cA");
    boolean authority = ca.tag() == 1 && ca.content().length() == 1 && ca.bytes()[ca.start()] != 0;
    return authority ? "an authority" : "no authority";
  }

  private static String purposes(DerElement sequence) {
    List<String> purposes = new ArrayList<>();
    FieldReader.read(sequence.bytes(), sequence.start(), sequence.end(), list -> list.repeat(in -> {
      DerElement purpose = DerElement.next(in, "a purpose");
      purposes.add(ObjectNames.of(purpose.oid()));
      in.skip(purpose.total());
    }));
    return String.join(", ", purposes);
  }
}
