package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the data of each extension says: one method that writes it, named after the extension, and one that reads it.
 *
 * <p>Reading holds to the grammar and fails with {@code EXTENSION_MALFORMED}, which names the extension; whether a
 * value was offered, or makes sense, is for the handshake to say. Writing takes what the grammar allows and throws
 * {@link IllegalArgumentException} for anything else.
 */
public final class Extensions {
  /** The one point format that is left (RFC 8422 §5.1.2). */
  public static final int UNCOMPRESSED = 0;

  private static final int HOST_NAME = 0;
  private static final int OCSP = 1;
  private static final int MAX8 = 0xFF;
  private static final int MAX16 = 0xFFFF;

  private Extensions() {}

  /**
   * An extension without data: an offered or answered extended_master_secret (RFC 7627 §5.1), an answered server_name
   * (RFC 6066 §3), status_request (RFC 6066 §8) or session_ticket (RFC 5077 §3.2).
   */
  public static Extension empty(ExtensionType type) {
    return new Extension(type.code(), Bytes.EMPTY);
  }

  /** Refuses data where the extension has none. */
  public static void readEmpty(Extension extension) throws TlsAlert {
    WireReader.of(extension).end();
  }

  /** A ServerNameList of one host_name (RFC 6066 §3): ASCII, without a trailing dot, never an address. */
  public static Extension serverName(String hostName) {
    Bytes name = Bytes.of(ascii(hostName));
    check(name.length() >= 1 && name.length() <= MAX16 - 5, "host_name", name.length());
    WireWriter out = new WireWriter(new byte[5 + name.length()]);
    int mark = out.open16();
    return extension(ExtensionType.SERVER_NAME, out.u8(HOST_NAME).opaque16(name).close16(mark));
  }

  /** The one host_name of an offered ServerNameList. */
  public static String readServerName(Extension extension) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    WireReader list = in.vector16(1, MAX16, "server_name_list");
    in.end();
    int nameType = list.u8("name_type");
    if (nameType != HOST_NAME) {
      throw list.malformed("name_type " + nameType + " is not host_name(0)");
    }
    Bytes name = list.opaque16(1, MAX16, "HostName");
    list.end();
    for (int i = 0; i < name.length(); i++) {
      if (name.at(i) <= ' ' || name.at(i) > '~') {
        throw list.malformed("HostName is not printable ASCII");
      }
    }
    return new String(name.unsafeArray(), StandardCharsets.US_ASCII);
  }

  /** MaxFragmentLength: 512, 1024, 2048 or 4096 bytes (RFC 6066 §4). */
  public static Extension maxFragmentLength(int bytes) {
    int code = maxFragmentLengthCode(bytes);
    return extension(ExtensionType.MAX_FRAGMENT_LENGTH, new WireWriter(new byte[1]).u8(code));
  }

  /** The code for a length in bytes: 1 for 512 up to 4 for 4096. */
  public static int maxFragmentLengthCode(int bytes) {
    check(bytes == 512 || bytes == 1024 || bytes == 2048 || bytes == 4096, "max_fragment_length", bytes);
    return Integer.numberOfTrailingZeros(bytes) - 8;
  }

  /** The code as it was sent, which may be one that does not exist. */
  public static int readMaxFragmentLengthCode(Extension extension) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    int code = in.u8("max_fragment_length");
    in.end();
    return code;
  }

  /** CertificateStatusRequest for OCSP, any responder, no request extensions (RFC 6066 §8). */
  public static Extension statusRequest() {
    return extension(ExtensionType.STATUS_REQUEST, new WireWriter(new byte[5]).u8(OCSP).u16(0).u16(0));
  }

  /** NamedCurveList by code points (RFC 8422 §5.1.1). */
  public static Extension supportedGroups(List<Integer> groups) {
    return u16List(ExtensionType.SUPPORTED_GROUPS, groups);
  }

  public static List<Integer> readSupportedGroups(Extension extension) throws TlsAlert {
    return readU16List(extension, "named_curve_list");
  }

  /** ECPointFormatList (RFC 8422 §5.1.2). */
  public static Extension ecPointFormats(int... formats) {
    check(formats.length >= 1 && formats.length <= MAX8, "ec_point_format_list", formats.length);
    WireWriter out = new WireWriter(new byte[1 + formats.length]);
    int mark = out.open8();
    for (int format : formats) {
      out.u8(format);
    }
    return extension(ExtensionType.EC_POINT_FORMATS, out.close8(mark));
  }

  /** The formats, one byte each. */
  public static Bytes readEcPointFormats(Extension extension) throws TlsAlert {
    return readOnly8(extension, 1, "ec_point_format_list");
  }

  /** supported_signature_algorithms by code points (RFC 5246 §7.4.1.4.1). */
  public static Extension signatureAlgorithms(List<Integer> schemes) {
    return u16List(ExtensionType.SIGNATURE_ALGORITHMS, schemes);
  }

  public static List<Integer> readSignatureAlgorithms(Extension extension) throws TlsAlert {
    return readU16List(extension, "supported_signature_algorithms");
  }

  /** ProtocolNameList (RFC 7301 §3.1). A name is bytes; each char of a string is one of them, as in the JDK's API. */
  public static Extension alpn(List<String> protocols) {
    int length = protocols.stream().mapToInt(protocol -> 1 + protocol.length()).sum();
    check(!protocols.isEmpty() && length <= MAX16 - 2, "protocol_name_list", length);
    WireWriter out = new WireWriter(new byte[2 + length]);
    int mark = out.open16();
    for (String protocol : protocols) {
      check(!protocol.isEmpty() && protocol.length() <= MAX8, "ProtocolName", protocol.length());
      check(protocol.chars().allMatch(c -> c <= MAX8), "ProtocolName", protocol);
      out.opaque8(Bytes.of(protocol.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return extension(ExtensionType.ALPN, out.close16(mark));
  }

  /** The protocols offered, or the one that the server chose: at least one, and as many as were sent. */
  public static List<String> readAlpn(Extension extension) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    WireReader list = in.vector16(2, MAX16, "protocol_name_list");
    in.end();
    List<String> protocols = new ArrayList<>();
    while (list.hasMore()) {
      Bytes name = list.opaque8(1, MAX8, "ProtocolName");
      protocols.add(new String(name.unsafeArray(), StandardCharsets.ISO_8859_1));
    }
    return protocols;
  }

  /** RecordSizeLimit in bytes of plaintext (RFC 8449 §4). */
  public static Extension recordSizeLimit(int bytes) {
    return extension(ExtensionType.RECORD_SIZE_LIMIT, new WireWriter(new byte[2]).u16(bytes));
  }

  /** The limit as it was sent, which may be below the 64 that the text allows. */
  public static int readRecordSizeLimit(Extension extension) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    int limit = in.u16("record_size_limit");
    in.end();
    return limit;
  }

  /** The ticket itself, which is empty when a new one is asked for (RFC 5077 §3.2). */
  public static Extension sessionTicket(Bytes ticket) {
    check(ticket.length() <= MAX16, "ticket", ticket.length());
    return new Extension(ExtensionType.SESSION_TICKET.code(), ticket);
  }

  /** renegotiated_connection, which is empty in a first handshake (RFC 5746 §3.2). */
  public static Extension renegotiationInfo(Bytes renegotiatedConnection) {
    WireWriter out = new WireWriter(new byte[1 + renegotiatedConnection.length()]);
    return extension(ExtensionType.RENEGOTIATION_INFO, out.opaque8(renegotiatedConnection));
  }

  public static Bytes readRenegotiationInfo(Extension extension) throws TlsAlert {
    return readOnly8(extension, 0, "renegotiated_connection");
  }

  private static Extension u16List(ExtensionType type, List<Integer> values) {
    int length = 2 * values.size();
    check(length >= 2 && length < MAX16, type.ianaName(), length);
    WireWriter out = new WireWriter(new byte[2 + length]).u16(length);
    values.forEach(out::u16);
    return extension(type, out);
  }

  private static List<Integer> readU16List(Extension extension, String field) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    WireReader list = in.vector16(2, MAX16 - 1, field);
    in.end();
    List<Integer> values = new ArrayList<>();
    while (list.hasMore()) {
      values.add(list.u16(field));
    }
    return values;
  }

  private static Bytes readOnly8(Extension extension, int min, String field) throws TlsAlert {
    WireReader in = WireReader.of(extension);
    Bytes value = in.opaque8(min, MAX8, field);
    in.end();
    return value;
  }

  private static Extension extension(ExtensionType type, WireWriter data) {
    return new Extension(type.code(), data.toBytes());
  }

  private static byte[] ascii(String name) {
    check(name.chars().allMatch(c -> c > ' ' && c <= '~'), "host_name", name);
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static void check(boolean allowed, String field, Object value) {
    if (!allowed) {
      throw new IllegalArgumentException(field + " can't be " + value);
    }
  }
}
