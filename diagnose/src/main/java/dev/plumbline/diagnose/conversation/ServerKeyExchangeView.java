package dev.plumbline.diagnose.conversation;

import java.util.Optional;

/**
 * A ServerKeyExchange up to TLS 1.2 (RFC 5246 §7.4.3, RFC 8422 §5.4).
 *
 * @param params the bytes that are signed, after both randoms
 * @param group the named curve; -1 if it is not ECDHE
 * @param point the server's public point; empty if it is not ECDHE
 * @param dhPrimeBits size of the prime; 0 if it is not DHE
 * @param scheme the signature algorithm; -1 without one (anonymous, PSK, or a version before 1.2)
 * @param signature empty without one
 */
public record ServerKeyExchangeView(
    byte[] params, int group, byte[] point, int dhPrimeBits, int scheme, byte[] signature, Place place) {

  static Optional<ServerKeyExchangeView> read(Event.Handshake message, ServerHelloView hello) {
    throw new UnsupportedOperationException();
  }
}
