package dev.plumbline.tls.wire;

import java.util.Optional;

/** The extensions that this client can offer, by their IANA numbers. */
public enum ExtensionType {
  /** RFC 6066 §3. */
  SERVER_NAME(0, "server_name"),
  /** RFC 6066 §4. */
  MAX_FRAGMENT_LENGTH(1, "max_fragment_length"),
  /** RFC 6066 §8. */
  STATUS_REQUEST(5, "status_request"),
  /** RFC 8422 §5.1.1. */
  SUPPORTED_GROUPS(10, "supported_groups"),
  /** RFC 8422 §5.1.2. */
  EC_POINT_FORMATS(11, "ec_point_formats"),
  /** RFC 5246 §7.4.1.4.1. */
  SIGNATURE_ALGORITHMS(13, "signature_algorithms"),
  /** RFC 7301 §3.1. */
  ALPN(16, "application_layer_protocol_negotiation"),
  /** RFC 7627 §5.1. */
  EXTENDED_MASTER_SECRET(23, "extended_master_secret"),
  /** RFC 8449 §4. */
  RECORD_SIZE_LIMIT(28, "record_size_limit"),
  /** RFC 5077 §3.2. */
  SESSION_TICKET(35, "session_ticket"),
  /** RFC 5746 §3.2. */
  RENEGOTIATION_INFO(0xFF01, "renegotiation_info");

  private final int code;
  private final String ianaName;

  ExtensionType(int code, String ianaName) {
    this.code = code;
    this.ianaName = ianaName;
  }

  public int code() {
    return code;
  }

  public String ianaName() {
    return ianaName;
  }

  public static Optional<ExtensionType> of(int code) {
    for (ExtensionType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Its name, or its number where this client has no name for it. */
  public static String nameOf(int code) {
    return of(code).map(ExtensionType::ianaName).orElse(Integer.toString(code));
  }
}
