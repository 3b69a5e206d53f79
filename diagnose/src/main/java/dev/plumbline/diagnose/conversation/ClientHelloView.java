package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.names.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A ClientHello of any version, as it stands (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2).
 *
 * @param legacyVersion the version field, which TLS 1.3 leaves at 0x0303
 * @param extensions in their order; empty as well if there is no block of extensions
 */
public record ClientHelloView(
    int legacyVersion,
    byte[] random,
    byte[] sessionId,
    List<Integer> suites,
    List<Integer> compressions,
    List<ExtensionView> extensions,
    Place place) {
  static final int RANDOM = 32;

  private static final int TYPE = 1;

  public ClientHelloView {
    suites = List.copyOf(suites);
    compressions = List.copyOf(compressions);
    extensions = List.copyOf(extensions);
  }

  public Optional<ExtensionView> extension(int type) {
    return extensions.stream().filter(one -> one.type() == type).findFirst();
  }

  /** The name of server_name, as it was sent, well formed or not (RFC 6066 §3). */
  public Optional<String> serverName() {
    return extension(ExtensionView.SERVER_NAME).flatMap(ClientHelloView::hostName);
  }

  private static Optional<String> hostName(ExtensionView one) {
    Cursor in = new Cursor(one.data());
    Cursor list = in.sub(in.u16());
    while (list.remaining() > 0) {
      int type = list.u8();
      String name = new String(list.opaque16(), StandardCharsets.UTF_8);
      if (type == 0) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** supported_groups; empty if the extension is missing (RFC 8422 §5.1.1). */
  public List<Integer> groups() {
    return numbers(ExtensionView.SUPPORTED_GROUPS);
  }

  /** signature_algorithms; empty if the extension is missing (RFC 5246 §7.4.1.4.1). */
  public List<Integer> schemes() {
    return numbers(ExtensionView.SIGNATURE_ALGORITHMS);
  }

  private List<Integer> numbers(int type) {
    return extension(type)
        .map(
            one -> {
              Cursor in = new Cursor(one.data());
              return in.sub(in.u16()).u16s();
            })
        .orElse(List.of());
  }

  /** ALPN's protocols; empty if the extension is missing (RFC 7301 §3.1). */
  public List<String> protocols() {
    return extension(ExtensionView.ALPN).map(ExtensionView::protocols).orElse(List.of());
  }

  /** supported_versions, or the version field where that lists none; GREASE left out (RFC 8446 §4.2.1). Never empty. */
  public List<Integer> versions() {
    return extension(ExtensionView.SUPPORTED_VERSIONS)
        .map(
            one -> {
              Cursor in = new Cursor(one.data());
              return in.sub(in.u8()).u16s().stream().filter(version -> !Names.grease(version)).toList();
            })
        .filter(versions -> !versions.isEmpty())
        .orElse(List.of(legacyVersion));
  }

  /** What max_fragment_length asks for, in bytes; 0 without it (RFC 6066 §4). */
  public int maxFragmentLength() {
    return extension(ExtensionView.MAX_FRAGMENT_LENGTH).map(ExtensionView::fragmentLength).orElse(0);
  }

  /** Reads as much as there is; empty if it is another message or ends before its suites begin. */
  public static Optional<ClientHelloView> read(Event.Handshake message) {
    Cursor in = new Cursor(message.body());
    int version = in.u16();
    byte[] random = in.take(RANDOM);
    byte[] sessionId = in.opaque8();
    if (message.type() != TYPE || in.exhausted()) {
      return Optional.empty();
    }
    List<Integer> suites = in.sub(in.u16()).u16s();
    List<Integer> compressions = in.sub(in.u8()).u8s();
    List<ExtensionView> extensions = ExtensionView.read(in);
    return Optional.of(
        new ClientHelloView(version, random, sessionId, suites, compressions, extensions, message.place()));
  }
}
