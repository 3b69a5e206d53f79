package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tells from the first bytes of one side what it speaks. */
final class FirstBytes {
  /** As many bytes as are ever needed. */
  static final int ENOUGH = 9;

  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;

  private static final List<String> HTTP =
      List.of(
          "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ", "PRI * HT", "HTTP/");

  private FirstBytes() {}

  /**
   * What they are; empty if more bytes are needed.
   *
   * @param last whether no more will come
   */
  static Optional<Protocol> judge(Side side, byte[] bytes, int length, boolean last) {
    if (length == 0) {
      return Optional.empty();
    }
    int type = bytes[0] & 0xFF;
    boolean settled = last || length >= ENOUGH;
    if (type >= TlsState.CHANGE_CIPHER_SPEC && type <= TlsState.APPLICATION_DATA + 1) {
      boolean enough = settled || length > TlsReader.HEADER;
      return !enough ? Optional.empty() : Optional.of(tls(bytes, length) ? Protocol.TLS : Protocol.OTHER);
    }
    if (oldHello(bytes, length)) {
      return Optional.of(Protocol.TLS);
    }
    boolean mqtt = side == Side.CLIENT ? type >> 4 == CONNECT : type >> 4 == CONNACK;
    if (!settled && (mqtt || type >= 0x80 && length < TlsReader.HEADER || possiblyHttp(bytes, length))) {
      return Optional.empty();
    }
    if (mqtt) {
      boolean fits = side == Side.CLIENT ? connect(bytes, length) : bytes[0] == CONNACK << 4;
      return Optional.of(fits ? Protocol.MQTT : Protocol.OTHER);
    }
    return Optional.of(possiblyHttp(bytes, length) && length > 2 ? Protocol.HTTP : Protocol.OTHER);
  }

  /** Whether they begin a hello in the format of SSL 2 that offers a version of TLS (RFC 5246 §E.2). */
  static boolean oldHello(byte[] bytes, int length) {
    return length >= TlsReader.HEADER && bytes[0] < 0 && bytes[2] == CLIENT_HELLO && bytes[3] == 3;
  }

  /** How long that hello is, its own length field included. */
  static int oldHelloLength(byte[] bytes) {
    return 2 + ((bytes[0] & 0x7F) << 8 | bytes[1] & 0xFF);
  }

  private static boolean tls(byte[] bytes, int length) {
    if (length < TlsReader.HEADER) {
      return length == 1 || bytes[1] == 3;
    }
    // A strange version is forgiven if a hello follows.
    boolean hello =
        bytes[0] == TlsState.HANDSHAKE
            && length > TlsReader.HEADER
            && (bytes[TlsReader.HEADER] == CLIENT_HELLO || bytes[TlsReader.HEADER] == SERVER_HELLO);
    return TlsReader.plausible(bytes, false) && (bytes[1] == 3 || hello);
  }

  /** Whether a name that begins with M follows the fixed header: that of the protocol (MQTT 3.1.1 §3.1.2.1). */
  static boolean connect(byte[] bytes, int length) {
    int at = 1;
    while (at < length && at <= 4 && bytes[at] < 0) {
      at++;
    }
    int name = at + 1;
    return name + 2 >= length || bytes[name] == 0 && bytes[name + 2] == 'M';
  }

  private static boolean possiblyHttp(byte[] bytes, int length) {
    String begin = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return HTTP.stream().anyMatch(token -> begin.startsWith(token) || token.startsWith(begin));
  }
}
