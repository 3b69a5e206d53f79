package dev.plumbline.diagnose.conversation;

import java.util.Optional;

/**
 * A client's CertificateVerify up to TLS 1.2 (RFC 5246 §7.4.8).
 *
 * @param scheme -1 before TLS 1.2
 */
public record CertificateVerifyView(int scheme, byte[] signature, Place place) {

  static Optional<CertificateVerifyView> read(Event.Handshake message, ServerHelloView hello) {
    throw new UnsupportedOperationException();
  }
}
