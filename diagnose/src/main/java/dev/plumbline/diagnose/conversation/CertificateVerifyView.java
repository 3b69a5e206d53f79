package dev.plumbline.diagnose.conversation;

import java.util.Optional;

/**
 * A client's CertificateVerify up to TLS 1.2 (RFC 5246 §7.4.8).
 *
 * @param scheme -1 before TLS 1.2
 */
public record CertificateVerifyView(int scheme, byte[] signature, Place place) {

  private static final int TYPE = 15;

  /** Reads it by the version that the server chose; empty if the signature is not whole. */
  public static Optional<CertificateVerifyView> read(Event.Handshake message, ServerHelloView hello) {
    Cursor in = new Cursor(message.body());
    int scheme = hello.version() >= ServerHelloView.TLS12 ? in.u16() : -1;
    byte[] signature = in.opaque16();
    return message.type() != TYPE || in.exhausted()
        ? Optional.empty()
        : Optional.of(new CertificateVerifyView(scheme, signature, message.place()));
  }
}
