package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.dissect.FieldReader.Span;
import dev.plumbline.diagnose.dissect.FieldReader.Summary;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import java.util.Optional;

/** ServerKeyExchange, ClientKeyExchange, Finished and NewSessionTicket, up to TLS 1.2. */
final class KeyExchangeFields {
  private static final int NAMED_CURVE = 3;
  private static final int SSL3 = 0x0300;
  private static final int TLS13 = 0x0304;

  private KeyExchangeFields() {}

  /** RFC 5246 §7.4.3, RFC 8422 §5.4, RFC 4279 §2, §3. */
  static void server(FieldReader in, DissectContext context) throws CutOff {
    String exchange = info(context).map(SuiteInfo::keyExchange).orElse("");
    String authentication = info(context).map(SuiteInfo::authentication).orElse("");
    boolean psk = authentication.equals("PSK") || exchange.contains("PSK");
    if (psk) {
      in.opaqueVector("psk_identity_hint", 2, Span::text, span -> "");
    }
    switch (exchange) {
      case "DHE", "DH", "DHE_EXPORT", "DH_EXPORT" -> finiteField(in);
      case "RSA_EXPORT" -> temporaryRsa(in);
      case "PSK", "RSA_PSK" -> {
        return;
      }
      case "ECDHE", "ECDH", "" -> curve(in);
      default -> throw new CutOff("what " + exchange + " sends");
    }
    if (!psk && !authentication.equals("anon")) {
      signature(in, context, "over both randoms and these parameters (RFC 5246 §7.4.3)");
    }
  }

  private static Optional<SuiteInfo> info(DissectContext context) {
    return Names.suiteInfo(context.suite());
  }

  private static void curve(FieldReader in) throws CutOff {
    if (in.peek() != NAMED_CURVE) {
      throw new CutOff("a named curve");
    }
    in.struct("ServerECDHParams", params -> {
      params.number("curve_type", 1, Names::curveType);
      params.number("namedcurve", 2, Names::group, code -> "the group that the server chose");
      params.opaqueVector("public", 1, Span::hex, KeyExchangeFields::point);
    }, fields -> fields.size() > 1 ? fields.get(1).value() : "", Summary.NONE);
  }

  private static String point(Span point) {
    int form = point.length() == 0 ? -1 : point.bytes()[point.from()];
    return switch (form) {
      case -1 -> "no point at all";
      case 4 -> "a public key of " + FieldReader.bytes(point.length()) + ", an uncompressed point if the curve has"
          + " such (RFC 8422 §5.4)";
      default -> "a public key of " + FieldReader.bytes(point.length());
    };
  }

  private static void finiteField(FieldReader in) throws CutOff {
    in.struct("ServerDHParams", params -> {
      params.opaqueVector("dh_p", 2, Span::hex, prime -> "a prime of " + bits(prime) + " bits");
      params.opaqueVector("dh_g", 2, Span::hex, span -> "");
      params.opaqueVector("dh_Ys", 2, Span::hex, span -> "the server's public value");
    }, fields -> "", fields -> fields.isEmpty() ? "" : fields.get(0).meaning());
  }

  private static void temporaryRsa(FieldReader in) throws CutOff {
    in.struct("ServerRSAParams", params -> {
      params.opaqueVector("rsa_modulus", 2, Span::hex, modulus -> "a modulus of " + bits(modulus) + " bits");
      params.opaqueVector("rsa_exponent", 2, Span::hex, span -> "");
    }, Summary.NONE, Summary.NONE);
  }

  private static int bits(Span number) {
    for (int i = number.from(); i < number.to(); i++) {
      if (number.bytes()[i] != 0) {
        return (number.to() - i) * 8 - Integer.numberOfLeadingZeros(number.bytes()[i] & 0xff) + 24;
      }
    }
    return 0;
  }

  /** DigitallySigned, with or without its algorithm (RFC 5246 §4.7). */
  static void signature(FieldReader in, DissectContext context, String over) throws CutOff {
    if (context.namesSignatureAlgorithms()) {
      in.number("algorithm", 2, Names::scheme, code -> "how it is signed");
    }
    in.opaqueVector("signature", 2, Span::hex, span -> FieldReader.bytes(span.length()) + ", " + over);
  }

  /** RFC 5246 §7.4.7, RFC 8422 §5.7, RFC 4279. */
  static void client(FieldReader in, DissectContext context) throws CutOff {
    String exchange = info(context).map(SuiteInfo::keyExchange).orElse("");
    boolean psk = exchange.contains("PSK") || info(context).map(SuiteInfo::authentication).orElse("").equals("PSK");
    if (psk) {
      in.opaqueVector("psk_identity", 2, Span::text, span -> "whose key it is");
    }
    switch (exchange) {
      case "ECDHE", "ECDH" -> in.opaqueVector("ecdh_Yc", 1, Span::hex, KeyExchangeFields::point);
      case "DHE", "DH", "DHE_EXPORT", "DH_EXPORT" ->
          in.opaqueVector("dh_Yc", 2, Span::hex, span -> "the client's public value");
      case "RSA", "RSA_EXPORT", "RSA_PSK" -> encryptedPreMaster(in, context);
      case "PSK" -> { }
      default -> unknownExchange(in, context);
    }
  }

  private static void encryptedPreMaster(FieldReader in, DissectContext context) throws CutOff {
    String meaning = "encrypted for the key of the server's certificate (RFC 5246 §7.4.7.1)";
    if (context.version() == SSL3) {
      in.opaque("EncryptedPreMasterSecret", in.left(), meaning);
    } else {
      in.opaqueVector("EncryptedPreMasterSecret", 2, Span::hex, span -> meaning);
    }
  }

  /** Where the suite is not known, the lengths tell a point from an encrypted secret. */
  private static void unknownExchange(FieldReader in, DissectContext context) throws CutOff {
    if (in.peek() == in.left() - 1) {
      in.opaqueVector("ecdh_Yc", 1, Span::hex, KeyExchangeFields::point);
    } else {
      encryptedPreMaster(in, context);
    }
  }

  /** RFC 5246 §7.4.9. */
  static void finished(FieldReader in) throws CutOff {
    int length = in.left();
    in.opaque("verify_data", length, length == 12 ? "" : "12 bytes up to TLS 1.2, but for SSL 3.0");
  }

  /** RFC 5077 §3.3; RFC 8446 §4.6.1. */
  static void newSessionTicket(FieldReader in, DissectContext context) throws CutOff {
    boolean tls13 = context.version() == TLS13;
    in.number(tls13 ? "ticket_lifetime" : "ticket_lifetime_hint", 4, seconds -> (seconds & 0xffff_ffffL) + " s",
        seconds -> seconds == 0 ? "the server does not say how long it keeps it" : "");
    if (tls13) {
      in.opaque("ticket_age_add", 4, "");
      in.opaqueVector("ticket_nonce", 1, Span::hex, span -> "");
    }
    in.opaqueVector("ticket", 2, span -> Field.REDACTED, span -> "opaque to the client");
    if (tls13) {
      HelloFields.extensions(in, new ExtensionFields(ExtensionFields.Bearer.ENCRYPTED_EXTENSIONS));
    }
  }
}
