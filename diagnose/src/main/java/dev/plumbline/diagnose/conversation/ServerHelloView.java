package dev.plumbline.diagnose.conversation;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A ServerHello of any version (RFC 5246 §7.4.1.3, RFC 8446 §4.1.3).
 *
 * @param version what was agreed: that of supported_versions if it is there
 */
public record ServerHelloView(
    int version,
    byte[] random,
    byte[] sessionId,
    int suite,
    int compression,
    List<ExtensionView> extensions,
    boolean helloRetryRequest,
    Place place) {
  static final int TLS12 = 0x0303;

  private static final int TYPE = 2;

  /** The random of a hello that asks for another ClientHello (RFC 8446 §4.1.3): the SHA-256 of "HelloRetryRequest". */
  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  public ServerHelloView {
    extensions = List.copyOf(extensions);
  }

  public Optional<ExtensionView> extension(int type) {
    return extensions.stream().filter(one -> one.type() == type).findFirst();
  }

  /** The protocol that was chosen by ALPN (RFC 7301 §3.1). */
  public Optional<String> protocol() {
    return extension(ExtensionView.ALPN).flatMap(one -> ExtensionView.protocols(one).stream().findFirst());
  }

  /** What max_fragment_length grants, in bytes; 0 without it (RFC 6066 §4). */
  public int maxFragmentLength() {
    return extension(ExtensionView.MAX_FRAGMENT_LENGTH).map(ExtensionView::fragmentLength).orElse(0);
  }

  /** Whether the server says that it used the name of server_name (RFC 6066 §3). */
  public boolean serverNameAcknowledged() {
    return extension(ExtensionView.SERVER_NAME).isPresent();
  }

  /** Reads as much as there is; empty if it is another message or ends within the fixed part. */
  public static Optional<ServerHelloView> read(Event.Handshake message) {
    Cursor in = new Cursor(message.body());
    int legacyVersion = in.u16();
    byte[] random = in.take(ClientHelloView.RANDOM);
    byte[] sessionId = in.opaque8();
    int suite = in.u16();
    int compression = in.u8();
    if (message.type() != TYPE || in.exhausted()) {
      return Optional.empty();
    }
    List<ExtensionView> extensions = ExtensionView.read(in);
    int version =
        extensions.stream()
            .filter(one -> one.type() == ExtensionView.SUPPORTED_VERSIONS && one.data().length == 2)
            .findFirst()
            .map(one -> new Cursor(one.data()).u16())
            .orElse(legacyVersion);
    return Optional.of(
        new ServerHelloView(
            version,
            random,
            sessionId,
            suite,
            compression,
            extensions,
            Arrays.equals(random, RETRY),
            message.place()));
  }
}
