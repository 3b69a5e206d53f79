package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.dissect.FieldReader.Part;
import dev.plumbline.diagnose.dissect.FieldReader.Span;
import dev.plumbline.diagnose.dissect.FieldReader.Summary;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/** The outline of a certificate (RFC 5280 §4.1): where its parts stand, and what they say if it can be parsed. */
final class X509Fields {
  private static final int BOOLEAN = 0x01;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private final Optional<ParsedCertificate> parsed;
  private final Instant time;

  private X509Fields(Optional<ParsedCertificate> parsed, Instant time) {
    this.parsed = parsed;
    this.time = time;
  }

  /** @param time when it was captured */
  static void certificate(FieldReader in, int length, Instant time) throws CutOff {
    Optional<ParsedCertificate> parsed;
    String problem;
    try {
      parsed = Optional.of(ParsedCertificate.parse(Bytes.of(in.source(), in.position(), length)));
      problem = "";
    } catch (MalformedCertificate e) {
      parsed = Optional.empty();
      problem = "no certificate that RFC 5280 allows: " + e.getMessage();
    }
    X509Fields fields = new X509Fields(parsed, time);
    String meaning = parsed.map(X509Fields::describe).orElse(problem);
    String subject = parsed.map(ParsedCertificate::subject).orElse("");
    in.nested("Certificate", length, fields::outline, children -> subject, children -> meaning);
  }

  private static String describe(ParsedCertificate certificate) {
    return (certificate.selfIssued() ? "issued by itself" : "issued by " + certificate.issuer()) + ", key "
        + key(certificate) + ", valid from " + certificate.notBefore() + " to " + certificate.notAfter();
  }

  private static String key(ParsedCertificate certificate) {
    String bits = certificate.keyBits() == 0 ? "" : " " + certificate.keyBits();
    return certificate.keyName() + bits;
  }

  private void outline(FieldReader in) throws CutOff {
    in.skip(DerElement.next(in, "Certificate").header());
    element(in, "tbsCertificate", this::toBeSigned);
    leaf(in, "signatureAlgorithm", text(ParsedCertificate::signatureName), "how its issuer signed it");
    leaf(in, "signatureValue", "", "the issuer's signature over tbsCertificate");
  }

  private void toBeSigned(FieldReader in) throws CutOff {
    if (in.peek() == VERSION) {
      leaf(in, "version", "v" + (1 + lastByte(DerElement.next(in, "version"))), "");
    }
    leaf(in, "serialNumber", "", "");
    leaf(in, "signature", text(ParsedCertificate::signatureName), "the same as signatureAlgorithm (RFC 5280 §4.1.2.3)");
    leaf(in, "issuer", name(whole(in, "issuer")), "who signed it");
    element(in, "validity", validity -> {
      leaf(validity, "notBefore", text(one -> one.notBefore().toString()),
          parsed.filter(one -> time.isBefore(one.notBefore())).map(one -> "in the future at the capture").orElse(""));
      leaf(validity, "notAfter", text(one -> one.notAfter().toString()),
          parsed.filter(one -> time.isAfter(one.notAfter())).map(one -> "in the past at the capture").orElse(""));
    });
    leaf(in, "subject", name(whole(in, "subject")), "whose certificate it is");
    leaf(in, "subjectPublicKeyInfo", text(X509Fields::key), "");
    while (in.left() > 0 && in.peek() != EXTENSIONS) {
      leaf(in, "uniqueIdentifier", "", "of version 2");
    }
    if (in.left() > 0) {
      element(in, "extensions", explicit -> element(explicit, "Extensions", list -> list.repeat(this::extension)));
    }
  }

  private void extension(FieldReader in) throws CutOff {
    DerElement whole = DerElement.next(in, "an extension");
    String oid = whole.inside("extnID").oid();
    String name = ObjectNames.of(oid);
    Summary value = children -> children.isEmpty() ? "" : children.get(children.size() - 1).value();
    in.nested(name, whole.total(), extension -> {
      extension.skip(whole.header());
      leaf(extension, "extnID", oid, "");
      if (extension.peek() == BOOLEAN) {
        leaf(extension, "critical", lastByte(DerElement.next(extension, "critical")) == 0 ? "FALSE" : "TRUE",
            "who does not understand it must refuse the certificate (RFC 5280 §4.2)");
      }
      String content = X509Extensions.value(oid, DerElement.next(extension, "extnValue"), parsed);
      leaf(extension, "extnValue", content, "");
    }, value, children -> X509Extensions.meaning(oid));
  }

  private String text(Function<ParsedCertificate, String> part) {
    return parsed.map(part).orElse("");
  }

  private static Span whole(FieldReader in, String name) throws CutOff {
    DerElement element = DerElement.next(in, name);
    return new Span(element.bytes(), element.at(), element.end());
  }

  private static int lastByte(DerElement element) {
    return element.content().length() == 0 ? 0 : element.bytes()[element.end() - 1] & 0xff;
  }

  private static void element(FieldReader in, String name, Part content) throws CutOff {
    DerElement element = DerElement.next(in, name);
    in.nested(name, element.total(), inside -> {
      inside.skip(element.header());
      content.read(inside);
    }, Summary.NONE, Summary.NONE);
  }

  /** @param value its content in hexadecimal if this is empty */
  private static void leaf(FieldReader in, String name, String value, String meaning) throws CutOff {
    DerElement element = DerElement.next(in, name);
    in.opaque(name, element.total(), value.isEmpty() ? element.content().hex() : value, meaning);
  }

  /** A distinguished name as RFC 4514 writes it, on one line whatever is in it; hexadecimal if it is none. */
  static String name(Span der) {
    try {
      String text = new X500Principal(Arrays.copyOfRange(der.bytes(), der.from(), der.to())).getName();
      StringBuilder line = new StringBuilder();
      text.codePoints().forEach(c -> line.appendCodePoint(
          Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
      return line.isEmpty() ? "no name" : line.toString();
    } catch (IllegalArgumentException notAName) {
      return der.hex();
    }
  }
}
