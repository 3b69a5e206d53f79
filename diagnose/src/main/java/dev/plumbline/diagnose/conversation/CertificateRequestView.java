package dev.plumbline.diagnose.conversation;

import java.util.List;
import java.util.Optional;

/**
 * A CertificateRequest up to TLS 1.2 (RFC 5246 §7.4.4).
 *
 * @param schemes empty before TLS 1.2
 * @param authorities distinguished names in DER
 */
public record CertificateRequestView(
    List<Integer> types, List<Integer> schemes, List<byte[]> authorities, Place place) {

  static Optional<CertificateRequestView> read(Event.Handshake message, ServerHelloView hello) {
    throw new UnsupportedOperationException();
  }
}
