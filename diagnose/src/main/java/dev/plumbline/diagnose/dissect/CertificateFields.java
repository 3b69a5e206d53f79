package dev.plumbline.diagnose.dissect;

import static dev.plumbline.diagnose.dissect.HelloFields.count;

import dev.plumbline.diagnose.dissect.FieldReader.Span;
import dev.plumbline.diagnose.names.Names;
import java.time.Instant;

/** Certificate, CertificateStatus, CertificateRequest and CertificateVerify, up to TLS 1.2. */
final class CertificateFields {
  private CertificateFields() {}

  /** RFC 5246 §7.4.2. */
  static void certificate(FieldReader in, Instant time) throws CutOff {
    in.vector("certificate_list", 3, list -> list.repeat(each -> one(each, time)), count("certificate"),
        fields -> fields.isEmpty() ? "no certificate at all" : "");
  }

  private static void one(FieldReader in, Instant time) throws CutOff {
    in.struct("ASN.1Cert", certificate -> {
      int length = certificate.number(FieldReader.LENGTH, 3);
      int there = Math.min(length, certificate.left());
      X509Fields.certificate(certificate, there, time);
      if (there < length) {
        throw new CutOff("the rest of ASN.1Cert");
      }
    }, fields -> fields.size() > 1 ? fields.get(1).value() : "",
        fields -> fields.size() > 1 ? fields.get(1).meaning() : "");
  }

  /** RFC 6066 §8. */
  static void status(FieldReader in) throws CutOff {
    in.number("status_type", 1, Names::statusType);
    in.opaqueVector("response", 3, Span::hex,
        span -> "an OCSPResponse of " + FieldReader.bytes(span.length()) + " (RFC 6960 §4.2.1)");
  }

  /** RFC 5246 §7.4.4. */
  static void request(FieldReader in, DissectContext context) throws CutOff {
    in.vector("certificate_types", 1,
        list -> list.numbers("certificate_type", 1, Names::clientCertificateType, type -> ""), HelloFields::values,
        fields -> "the kinds of key that the client may authenticate with");
    if (context.namesSignatureAlgorithms()) {
      in.vector("supported_signature_algorithms", 2,
          list -> list.numbers("signature_algorithm", 2, Names::scheme, code -> ""), count("algorithm"),
          fields -> "the signatures that the server can verify");
    }
    in.vector("certificate_authorities", 2,
        list -> list.repeat(name -> name.opaqueVector("DistinguishedName", 2, X509Fields::name, span -> "")),
        count("name"), fields -> fields.isEmpty()
            ? "the server does not say whose certificates it accepts"
            : "whose certificates the server accepts");
  }

  /** RFC 5246 §7.4.8. */
  static void verify(FieldReader in, DissectContext context) throws CutOff {
    KeyExchangeFields.signature(in, context, "over all handshake messages so far (RFC 5246 §7.4.8)");
  }
}
