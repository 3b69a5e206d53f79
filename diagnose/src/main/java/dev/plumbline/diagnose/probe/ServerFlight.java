package dev.plumbline.diagnose.probe;

import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a server's first flight in clear, of whatever suite and group, and sees when it is over. Holds no more than
 * {@link #MOST} bytes of it.
 */
final class ServerFlight {
  static final int MOST = 1 << 18;

  /** What ends a flight. */
  enum End {
    /** It is not over. */
    NONE,
    /** ServerHelloDone. */
    DONE,
    /** The rest is encrypted, as it is from TLS 1.3's ServerHello on. */
    HIDDEN,
    ALERT,
    NOT_TLS,
    MALFORMED
  }

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int LONGEST_RECORD = (1 << 14) + 2048;
  private static final int FATAL = 2;
  private static final int SHOWN = 40;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS_1_2 = 0x0303;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private byte[] unread = new byte[0];
  private byte[] messages = new byte[0];
  private End end = End.NONE;
  private OptionalInt alert = OptionalInt.empty();
  private Optional<ServerHello> hello = Optional.empty();
  private List<Bytes> certificates = List.of();
  private OptionalInt group = OptionalInt.empty();
  private OptionalInt scheme = OptionalInt.empty();
  private boolean wantsCertificate;

  End end() {
    return end;
  }

  /** All that came, as it came. */
  byte[] received() {
    return received.toByteArray();
  }

  /** How it begins, for people: as text if it is, else in hexadecimal. */
  String beginning() {
    byte[] all = received();
    int length = Math.min(all.length, SHOWN);
    boolean text = true;
    for (int i = 0; i < length; i++) {
      text &= all[i] >= ' ' && all[i] <= '~' || all[i] == '\r' || all[i] == '\n';
    }
    return text
        ? "\"" + new String(all, 0, length, StandardCharsets.US_ASCII).strip() + "\""
        : HexFormat.ofDelimiter(" ").formatHex(all, 0, length);
  }

  /** The last alert, a warning perhaps. */
  OptionalInt alert() {
    return alert;
  }

  Optional<ServerHello> hello() {
    return hello;
  }

  List<Bytes> certificates() {
    return certificates;
  }

  OptionalInt group() {
    return group;
  }

  OptionalInt scheme() {
    return scheme;
  }

  boolean wantsCertificate() {
    return wantsCertificate;
  }

  /** What was agreed, by supported_versions if that is there (RFC 8446 §4.2.1). */
  OptionalInt version() {
    for (Extension extension : hello.map(ServerHello::extensions).orElse(List.of())) {
      if (extension.type() == SUPPORTED_VERSIONS && extension.data().length() == 2) {
        return OptionalInt.of(extension.data().at(0) << 8 | extension.data().at(1));
      }
    }
    return hello.map(said -> OptionalInt.of(said.serverVersion())).orElse(OptionalInt.empty());
  }

  void receive(byte[] array, int length) {
    received.write(array, 0, length);
    unread = join(unread, array, 0, length);
    if (received.size() > MOST) {
      end = End.MALFORMED;
    }
    while (end == End.NONE && unread.length >= RECORD_HEADER) {
      int type = unread[0] & 0xFF;
      int size = u16(unread, 3);
      if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA || unread[1] != 3 || size > LONGEST_RECORD) {
        end = hello.isEmpty() ? End.NOT_TLS : End.MALFORMED;
      } else if (unread.length < RECORD_HEADER + size) {
        return;
      } else {
        record(type, RECORD_HEADER, size);
        unread = join(new byte[0], unread, RECORD_HEADER + size, unread.length - RECORD_HEADER - size);
      }
    }
    if (end == End.NONE && unread.length > 0 && (unread[0] < CHANGE_CIPHER_SPEC || unread[0] > APPLICATION_DATA)) {
      end = hello.isEmpty() ? End.NOT_TLS : End.MALFORMED;
    }
  }

  private void record(int type, int offset, int size) {
    switch (type) {
      case ALERT -> alert(offset, size);
      case HANDSHAKE -> {
        messages = join(messages, unread, offset, size);
        readMessages();
      }
      default -> end = hello.isPresent() ? End.HIDDEN : End.MALFORMED;
    }
  }

  private void alert(int offset, int size) {
    if (size != 2) {
      end = End.MALFORMED;
      return;
    }
    int description = unread[offset + 1] & 0xFF;
    alert = OptionalInt.of(description);
    // A warning is not the end, unless it says so (RFC 5246 §7.2.1); servers warn of names that they don't know.
    if (unread[offset] == FATAL || description == 0) {
      end = End.ALERT;
    }
  }

  private void readMessages() {
    int at = 0;
    while (end == End.NONE && messages.length - at >= MESSAGE_HEADER) {
      int size = (messages[at + 1] & 0xFF) << 16 | u16(messages, at + 2);
      if (messages.length - at - MESSAGE_HEADER < size) {
        break;
      }
      try {
        message(messages[at], new WireReader("flight", messages, at + MESSAGE_HEADER, size));
      } catch (TlsAlert unreadable) {
        end = End.MALFORMED;
      }
      at += MESSAGE_HEADER + size;
    }
    messages = join(new byte[0], messages, at, messages.length - at);
  }

  private void message(int type, WireReader body) throws TlsAlert {
    Optional<HandshakeType> known = HandshakeType.of(type);
    if (known.isPresent()) {
      switch (known.get()) {
        case SERVER_HELLO -> hello = Optional.of(ServerHello.read(body));
        case CERTIFICATE -> certificates = Certificate.read(body).certificateList();
        case SERVER_KEY_EXCHANGE -> keyExchange(body);
        case CERTIFICATE_REQUEST -> wantsCertificate = true;
        case SERVER_HELLO_DONE -> end = hello.isPresent() ? End.DONE : End.MALFORMED;
        default -> { }
      }
    }
  }

  /**
   * ECDHE names its group; DHE sends prime, generator and share (RFC 5246 §7.4.3, RFC 8422 §5.4). Before TLS 1.2 the
   * algorithm of the signature was not named.
   */
  private void keyExchange(WireReader in) throws TlsAlert {
    String kind = hello.flatMap(said -> Names.suiteInfo(said.cipherSuite())).map(SuiteInfo::keyExchange).orElse("");
    if (kind.equals("ECDHE")) {
      in.u8("curve_type");
      group = OptionalInt.of(in.u16("namedcurve"));
      in.opaque8(1, 0xFF, "point");
      scheme(in);
    } else if (kind.equals("DHE")) {
      for (String field : List.of("dh_p", "dh_g", "dh_Ys")) {
        in.opaque16(1, 0xFFFF, field);
      }
      scheme(in);
    }
  }

  private void scheme(WireReader in) throws TlsAlert {
    if (version().equals(OptionalInt.of(TLS_1_2))) {
      scheme = OptionalInt.of(in.u16("algorithm"));
    }
  }

  private static byte[] join(byte[] before, byte[] array, int offset, int length) {
    byte[] all = new byte[before.length + length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(array, offset, all, before.length, length);
    return all;
  }

  private static int u16(byte[] array, int at) {
    return (array[at] & 0xFF) << 8 | array[at + 1] & 0xFF;
  }
}
