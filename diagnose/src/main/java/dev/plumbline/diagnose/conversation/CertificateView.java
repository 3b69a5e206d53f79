package dev.plumbline.diagnose.conversation;

import java.util.List;
import java.util.Optional;

/**
 * A Certificate message up to TLS 1.2 (RFC 5246 §7.4.2).
 *
 * @param certificates each in DER, in their order; empty for an empty list
 * @param messageLength of the whole message, header included
 */
public record CertificateView(List<byte[]> certificates, int messageLength, Place place) {

  static Optional<CertificateView> read(Event.Handshake message) {
    throw new UnsupportedOperationException();
  }
}
