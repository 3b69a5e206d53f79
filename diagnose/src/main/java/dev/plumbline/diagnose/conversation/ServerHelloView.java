package dev.plumbline.diagnose.conversation;

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

  public Optional<ExtensionView> extension(int type) {
    return extensions.stream().filter(one -> one.type() == type).findFirst();
  }

  static Optional<ServerHelloView> read(Event.Handshake message) {
    throw new UnsupportedOperationException();
  }
}
