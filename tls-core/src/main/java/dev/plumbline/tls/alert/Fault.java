package dev.plumbline.tls.alert;

import static dev.plumbline.tls.alert.AlertDescription.BAD_CERTIFICATE;
import static dev.plumbline.tls.alert.AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE;
import static dev.plumbline.tls.alert.AlertDescription.BAD_RECORD_MAC;
import static dev.plumbline.tls.alert.AlertDescription.CERTIFICATE_EXPIRED;
import static dev.plumbline.tls.alert.AlertDescription.CERTIFICATE_REVOKED;
import static dev.plumbline.tls.alert.AlertDescription.DECODE_ERROR;
import static dev.plumbline.tls.alert.AlertDescription.DECRYPT_ERROR;
import static dev.plumbline.tls.alert.AlertDescription.HANDSHAKE_FAILURE;
import static dev.plumbline.tls.alert.AlertDescription.ILLEGAL_PARAMETER;
import static dev.plumbline.tls.alert.AlertDescription.INSUFFICIENT_SECURITY;
import static dev.plumbline.tls.alert.AlertDescription.INTERNAL_ERROR;
import static dev.plumbline.tls.alert.AlertDescription.PROTOCOL_VERSION;
import static dev.plumbline.tls.alert.AlertDescription.RECORD_OVERFLOW;
import static dev.plumbline.tls.alert.AlertDescription.UNEXPECTED_MESSAGE;
import static dev.plumbline.tls.alert.AlertDescription.UNKNOWN_CA;
import static dev.plumbline.tls.alert.AlertDescription.UNSUPPORTED_CERTIFICATE;
import static dev.plumbline.tls.alert.AlertDescription.UNSUPPORTED_EXTENSION;
import static dev.plumbline.tls.alert.Clause.rfc;
import static dev.plumbline.tls.alert.Fault.Basis.CUSTOMARY;
import static dev.plumbline.tls.alert.Fault.Basis.MANDATED;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way in which this client ends a connection, and the only place where an alert is chosen.
 *
 * <p>The basis matters when two stacks are compared: where a text mandates the alert, another alert is a defect;
 * where custom chose it, it is a matter of taste. {@code docs/faults.md} is this catalogue as a table.
 */
public enum Fault {
  // The record layer.
  NOT_TLS(PROTOCOL_VERSION, CUSTOMARY, rfc(5246, "6.2.1"),
      "the server does not speak TLS here: its first bytes are %s"),
  RECORD_TYPE_UNKNOWN(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "6"), "a record of unknown type %s"),
  RECORD_VERSION(PROTOCOL_VERSION, CUSTOMARY, rfc(5246, "6.2.1"), "a record of version %s, in a TLS 1.2 connection"),
  RECORD_TOO_LONG(RECORD_OVERFLOW, MANDATED, rfc(5246, "6.2.1"), "a record of %s bytes; the limit is %s"),
  RECORD_OVER_NEGOTIATED_LIMIT(RECORD_OVERFLOW, MANDATED, rfc(8449, "4"),
      "a record of %s bytes of content; %s were agreed"),
  RECORD_TOO_SHORT(BAD_RECORD_MAC, CUSTOMARY, rfc(5246, "6.2.3.3"),
      "a protected record of %s bytes is shorter than its nonce and tag"),
  RECORD_EMPTY(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "6.2.1"),
      "an empty record of type %s; only application data may be empty"),
  RECORDS_WITHOUT_CONTENT(UNEXPECTED_MESSAGE, CUSTOMARY, rfc(5246, "6.2.1"), "more than %s empty records in a row"),
  RECORD_NOT_AUTHENTIC(BAD_RECORD_MAC, MANDATED, rfc(5246, "7.2.2"), "a protected record failed authentication"),
  SEQUENCE_EXHAUSTED(INTERNAL_ERROR, CUSTOMARY, rfc(5246, "6.1"),
      "the sequence numbers of this connection are used up"),
  KEY_CHANGE_INSIDE_MESSAGE(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "7.1"),
      "the keys change inside a handshake message: %s bytes of one are waiting"),
  CHANGE_CIPHER_SPEC_MALFORMED(DECODE_ERROR, CUSTOMARY, rfc(5246, "7.1"),
      "a ChangeCipherSpec that is not the single byte 1"),
  CHANGE_CIPHER_SPEC_UNEXPECTED(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "7.1"),
      "ChangeCipherSpec arrived while waiting for %s"),
  APPLICATION_DATA_EARLY(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "7.2.2"),
      "application data arrived while waiting for %s"),

  // Messages as such.
  MESSAGE_OUT_OF_ORDER(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "7.3"), "%s arrived while waiting for %s"),
  MESSAGE_TYPE_UNKNOWN(UNEXPECTED_MESSAGE, CUSTOMARY, rfc(5246, "7.4"), "a handshake message of unknown type %s"),
  MESSAGE_TOO_LONG(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4"), "%s of %s bytes; this client's limit is %s"),
  MESSAGE_INTERLEAVED(UNEXPECTED_MESSAGE, MANDATED, rfc(5246, "6.2.1"), "a %s record inside a handshake message"),
  MALFORMED(DECODE_ERROR, MANDATED, rfc(5246, "7.2.2"), "%s is malformed at byte %s: %s"),
  ALERT_MALFORMED(DECODE_ERROR, MANDATED, rfc(5246, "7.2"), "an alert record of %s bytes"),
  ALERT_UNKNOWN(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.2"), "an alert with level %s and description %s"),
  WARNING_ALERTS_WITHOUT_END(UNEXPECTED_MESSAGE, CUSTOMARY, rfc(5246, "7.2.2"), "more than %s warning alerts in a row"),
  HELLO_REQUESTS_WITHOUT_END(UNEXPECTED_MESSAGE, CUSTOMARY, rfc(5246, "7.4.1.1"), "more than %s HelloRequests"),

  // ServerHello.
  VERSION_NOT_OFFERED(PROTOCOL_VERSION, MANDATED, rfc(5246, "E.1"),
      "the server chose version %s; only TLS 1.2 was offered"),
  DOWNGRADE(ILLEGAL_PARAMETER, MANDATED, rfc(8446, "4.1.3"),
      "ServerHello.random carries the downgrade sentinel for %s"),
  SUITE_NOT_OFFERED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.1.3"),
      "the server chose suite %s, which was not offered"),
  OFFERED_NOT_IMPLEMENTED(HANDSHAKE_FAILURE, CUSTOMARY, rfc(5246, "7.2.2"),
      "the server chose %s %s; the device would go on, Plumbline stops here: it only offers that to sound alike"),
  SESSION_NOT_OFFERED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.1.3"),
      "the server resumes session %s, but none was offered"),
  COMPRESSION_NOT_OFFERED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.1.3"),
      "the server chose compression method %s, which was not offered"),
  EXTENSION_NOT_OFFERED(UNSUPPORTED_EXTENSION, MANDATED, rfc(5246, "7.4.1.4"),
      "the server answered extension %s, which was not offered"),
  EXTENSION_NOT_FOR_SERVERS(UNSUPPORTED_EXTENSION, CUSTOMARY, rfc(5246, "7.4.1.4.1"),
      "the server sent extension %s, which only clients may send"),
  EXTENSION_TWICE(DECODE_ERROR, CUSTOMARY, rfc(5246, "7.4.1.4"), "extension %s appears twice"),
  EXTENSION_MALFORMED(DECODE_ERROR, MANDATED, rfc(5246, "7.2.2"), "extension %s is malformed: %s"),
  RENEGOTIATION_INFO_WRONG(HANDSHAKE_FAILURE, MANDATED, rfc(5746, "3.4"),
      "renegotiation_info of a first handshake is not empty"),
  SECURE_RENEGOTIATION_MISSING(HANDSHAKE_FAILURE, MANDATED, rfc(9325, "3.5"),
      "the server does not know renegotiation_info, so what it takes for a renegotiation may be this handshake"),
  EXTENDED_MASTER_SECRET_MISSING(HANDSHAKE_FAILURE, CUSTOMARY, rfc(7627, "5.2"),
      "the server does not agree to extended_master_secret, and the configuration requires it"),
  EXTENDED_MASTER_SECRET_CHANGED(HANDSHAKE_FAILURE, MANDATED, rfc(7627, "5.3"),
      "the resumed session %s extended_master_secret, the answer %s it"),
  RESUMED_SUITE_CHANGED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.1.3"),
      "the server resumed a session of suite %s with suite %s"),
  MAX_FRAGMENT_LENGTH_WRONG(ILLEGAL_PARAMETER, MANDATED, rfc(6066, "4"),
      "the server answered max_fragment_length with code %s; %s was asked for"),
  RECORD_SIZE_LIMIT_WRONG(ILLEGAL_PARAMETER, MANDATED, rfc(8449, "4"),
      "the server's record_size_limit is %s; 64 is the smallest allowed"),
  RECORD_LIMITS_BOTH(UNSUPPORTED_EXTENSION, MANDATED, rfc(8449, "5"),
      "the server answered both max_fragment_length and record_size_limit"),
  ALPN_NOT_OFFERED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(7301, "3.1"),
      "the server chose protocol %s, which was not offered"),
  ALPN_NOT_ONE(DECODE_ERROR, CUSTOMARY, rfc(7301, "3.1"), "the server's ALPN answer must name one protocol"),
  POINT_FORMATS_WITHOUT_UNCOMPRESSED(ILLEGAL_PARAMETER, MANDATED, rfc(8422, "5.1.2"),
      "the server's ec_point_formats lacks the uncompressed format"),

  // Certificate, and what it says.
  CERTIFICATE_LIST_EMPTY(DECODE_ERROR, CUSTOMARY, rfc(5246, "7.4.2"), "the server sent no certificate"),
  CERTIFICATE_MALFORMED(BAD_CERTIFICATE, CUSTOMARY, rfc(5280, "4.1"), "certificate %s can't be read: %s"),
  CERTIFICATE_SIGNATURE(BAD_CERTIFICATE, MANDATED, rfc(5246, "7.2.2"),
      "the signature of %s does not verify with the key of %s"),
  CERTIFICATE_ALGORITHM(UNSUPPORTED_CERTIFICATE, CUSTOMARY, rfc(5246, "7.4.2"), "%s: %s"),
  CERTIFICATE_KEY_TYPE(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.2"),
      "the server's certificate has an %s key; suite %s needs %s"),
  CERTIFICATE_NOT_YET_VALID(CERTIFICATE_EXPIRED, CUSTOMARY, rfc(5280, "6.1.3"),
      "%s is valid from %s; this clock says %s"),
  CERTIFICATE_PAST_VALIDITY(CERTIFICATE_EXPIRED, MANDATED, rfc(5280, "6.1.3"),
      "%s was valid until %s; this clock says %s"),
  CERTIFICATE_USAGE(BAD_CERTIFICATE, CUSTOMARY, rfc(5280, "4.2.1.3"), "%s: %s"),
  CERTIFICATE_CONSTRAINT(BAD_CERTIFICATE, CUSTOMARY, rfc(5280, "6.1.4"), "%s: %s"),
  CERTIFICATE_CRITICAL_EXTENSION(UNSUPPORTED_CERTIFICATE, CUSTOMARY, rfc(5280, "4.2"),
      "%s has the critical extension %s, which this client does not know"),
  CERTIFICATE_ISSUER_UNKNOWN(UNKNOWN_CA, MANDATED, rfc(5246, "7.2.2"), "no path to a trust anchor: %s"),
  CERTIFICATE_PATH_LIMIT(UNKNOWN_CA, CUSTOMARY, rfc(5280, "6.1"), "the path policy stops here: %s"),
  CERTIFICATE_NAME(BAD_CERTIFICATE, CUSTOMARY, rfc(9525, "6"), "the certificate is for %s, not for %s"),
  CERTIFICATE_STATUS_MALFORMED(BAD_CERTIFICATE_STATUS_RESPONSE, MANDATED, rfc(6066, "8"),
      "the OCSP response can't be used: %s"),
  CERTIFICATE_STATUS_REVOKED(CERTIFICATE_REVOKED, MANDATED, rfc(5246, "7.2.2"),
      "the OCSP response says that %s was revoked at %s"),

  // Key exchange.
  GROUP_NOT_OFFERED(ILLEGAL_PARAMETER, MANDATED, rfc(8422, "5.4"), "the server chose group %s, which was not offered"),
  CURVE_TYPE(ILLEGAL_PARAMETER, CUSTOMARY, rfc(8422, "5.4"),
      "the server's curve type is %s; only named_curve is allowed"),
  POINT_INVALID(ILLEGAL_PARAMETER, MANDATED, rfc(8422, "5.11"), "the server's public point is not acceptable: %s"),
  SCHEME_NOT_OFFERED(ILLEGAL_PARAMETER, CUSTOMARY, rfc(5246, "7.4.3"),
      "the server signed with %s, which was not offered"),
  SCHEME_FOR_OTHER_KEY(ILLEGAL_PARAMETER, MANDATED, rfc(5246, "7.4.3"),
      "the server signed with %s, but its certificate has an %s key"),
  SERVER_KEY_EXCHANGE_SIGNATURE(DECRYPT_ERROR, MANDATED, rfc(5246, "7.2.2"),
      "the signature on ServerKeyExchange does not verify with the key of the server's certificate"),
  SERVER_KEY_UNUSABLE(INSUFFICIENT_SECURITY, CUSTOMARY, rfc(5246, "7.2.2"), "the server's key can't be used: %s"),

  // Finished.
  FINISHED_MISMATCH(DECRYPT_ERROR, MANDATED, rfc(5246, "7.4.9"),
      "the server's Finished does not match this client's transcript"),
  TICKET_NOT_AGREED(UNEXPECTED_MESSAGE, MANDATED, rfc(5077, "3.3"),
      "NewSessionTicket arrived, but session_ticket was not agreed"),

  // This side.
  ENGINE_FAILED(INTERNAL_ERROR, MANDATED, rfc(5246, "7.2.2"), "the %s engine failed: %s"),
  ENGINE_REJECTED(INTERNAL_ERROR, CUSTOMARY, rfc(5246, "7.2.2"), "the %s engine refused the server's input: %s"),
  DEVICE_LIMIT_EXCEEDED(INTERNAL_ERROR, CUSTOMARY, rfc(5246, "7.2.2"), "the device has no room here: %s"),

  // The connection under it.
  CLOSED_WITHOUT_NOTIFY(null, MANDATED, rfc(5246, "7.2.1"), "the server closed the connection without an alert, %s");

  /** How binding the choice of alert is. */
  public enum Basis {
    /** The text names this alert for this case. */
    MANDATED,
    /** The text leaves it open; most stacks choose this one. */
    CUSTOMARY
  }

  private final AlertDescription alert;
  private final Basis basis;
  private final Clause clause;
  private final String sentence;

  Fault(AlertDescription alert, Basis basis, Clause clause, String sentence) {
    this.alert = alert;
    this.basis = basis;
    this.clause = clause;
    this.sentence = sentence;
  }

  /** The alert that goes to the server; empty only where nobody is left to hear it. */
  public Optional<AlertDescription> alert() {
    return Optional.ofNullable(alert);
  }

  public Basis basis() {
    return basis;
  }

  public Clause clause() {
    return clause;
  }

  /** The sentence with its places for details still open. */
  public String template() {
    return sentence;
  }

  /** A stable name for scripts: {@code suite-not-offered}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fault as an exception, with the details filled in; they must never be secret. */
  public TlsAlert with(Object... details) {
    return new TlsAlert(this, String.format(Locale.ROOT, sentence, details), null);
  }

  /** As {@link #with}, with what caused it. */
  public TlsAlert because(Throwable cause, Object... details) {
    return new TlsAlert(this, String.format(Locale.ROOT, sentence, details), cause);
  }
}
