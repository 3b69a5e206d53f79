package dev.plumbline.diagnose.conversation;

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

  public Optional<ExtensionView> extension(int type) {
    return extensions.stream().filter(one -> one.type() == type).findFirst();
  }

  /** The name of server_name, as it was sent, well formed or not (RFC 6066 §3). */
  public Optional<String> serverName() {
    throw new UnsupportedOperationException();
  }

  /** supported_groups; empty if the extension is missing (RFC 8422 §5.1.1). */
  public List<Integer> groups() {
    throw new UnsupportedOperationException();
  }

  /** signature_algorithms; empty if the extension is missing (RFC 5246 §7.4.1.4.1). */
  public List<Integer> schemes() {
    throw new UnsupportedOperationException();
  }

  /** ALPN's protocols; empty if the extension is missing (RFC 7301 §3.1). */
  public List<String> protocols() {
    throw new UnsupportedOperationException();
  }

  /** supported_versions, or the version field where that extension is missing; GREASE left out (RFC 8446 §4.2.1). */
  public List<Integer> versions() {
    throw new UnsupportedOperationException();
  }

  /** What max_fragment_length asks for, in bytes; 0 without it (RFC 6066 §4). */
  public int maxFragmentLength() {
    throw new UnsupportedOperationException();
  }

  static Optional<ClientHelloView> read(Event.Handshake message) {
    throw new UnsupportedOperationException();
  }
}
