package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.names.Names;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.List;

/**
 * One change to a ClientHello.
 *
 * @param kind what is changed
 * @param value a number of IANA's, or bytes, or a version; 0 where the kind needs none
 * @param text a name or a protocol; empty where the kind needs none
 */
public record Change(Kind kind, int value, String text) {
  /** What can be changed. */
  public enum Kind {
    SERVER_NAME(ExtensionType.SERVER_NAME),
    NO_SERVER_NAME,
    SUITE,
    GROUP(ExtensionType.SUPPORTED_GROUPS, ExtensionType.EC_POINT_FORMATS),
    SCHEME(ExtensionType.SIGNATURE_ALGORITHMS),
    ALPN(ExtensionType.ALPN),
    MAX_FRAGMENT_LENGTH(ExtensionType.MAX_FRAGMENT_LENGTH),
    EXTENDED_MASTER_SECRET(ExtensionType.EXTENDED_MASTER_SECRET),
    RENEGOTIATION_INFO(ExtensionType.RENEGOTIATION_INFO),
    SESSION_TICKET(ExtensionType.SESSION_TICKET),
    RECORD_VERSION,
    /** Another hello altogether, which offers this version alone. */
    VERSION;

    private final List<ExtensionType> extensions;

    Kind(ExtensionType... extensions) {
      this.extensions = List.of(extensions);
    }

    /** What the hello must carry for it. */
    List<ExtensionType> extensions() {
      return extensions;
    }
  }

  /** Adds server_name with this name (RFC 6066 §3). */
  static Change serverName(String name) {
    return new Change(Kind.SERVER_NAME, 0, name);
  }

  /** Leaves server_name out. */
  static Change noServerName() {
    return new Change(Kind.NO_SERVER_NAME, 0, "");
  }

  static Change suite(int code) {
    return new Change(Kind.SUITE, code, "");
  }

  static Change group(int code) {
    return new Change(Kind.GROUP, code, "");
  }

  static Change scheme(int code) {
    return new Change(Kind.SCHEME, code, "");
  }

  /** Offers a protocol with ALPN (RFC 7301). */
  static Change alpn(String protocol) {
    return new Change(Kind.ALPN, 0, protocol);
  }

  /** Asks for records of at most so many bytes (RFC 6066 §4). */
  static Change maxFragmentLength(int bytes) {
    return new Change(Kind.MAX_FRAGMENT_LENGTH, bytes, "");
  }

  /** Adds an extension that has no choices. */
  static Change extension(Kind kind) {
    return new Change(kind, 0, "");
  }

  /** Writes another version into the header of the hello's record. */
  static Change recordVersion(int version) {
    return new Change(Kind.RECORD_VERSION, version, "");
  }

  /** Offers this version and no other. */
  static Change version(int version) {
    return new Change(Kind.VERSION, version, "");
  }

  /** As half a sentence: {@code offer the cipher suite TLS_… (C02B)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case SERVER_NAME -> "send server_name " + text;
      case NO_SERVER_NAME -> "leave out server_name";
      case SUITE -> "offer the cipher suite " + Names.suite(value);
      case GROUP -> "offer the group " + Names.group(value);
      case SCHEME -> "offer the signature algorithm " + Names.scheme(value);
      case ALPN -> "offer the ALPN protocol " + text;
      case MAX_FRAGMENT_LENGTH -> "ask for records of at most " + value + " bytes with max_fragment_length";
      case EXTENDED_MASTER_SECRET -> "offer extended_master_secret";
      case RENEGOTIATION_INFO -> "send renegotiation_info";
      case SESSION_TICKET -> "offer session_ticket";
      case RECORD_VERSION -> "write " + Names.version(value) + " into the header of the ClientHello's record";
      case VERSION -> "offer " + Names.version(value) + " alone";
    };
  }
}
