package dev.plumbline.diagnose.conversation;

import java.math.BigInteger;
import java.util.Arrays;
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
  private static final byte[] NONE = new byte[0];

  private static final int TYPE = 12;
  private static final int NAMED_CURVE = 3;

  /**
   * Reads it by the version that the server chose. What is neither ECDHE nor DHE with a signature or without is all
   * {@code params}.
   *
   * @return empty if it is another message
   */
  public static Optional<ServerKeyExchangeView> read(Event.Handshake message, ServerHelloView hello) {
    if (message.type() != TYPE) {
      return Optional.empty();
    }
    byte[] body = message.body();
    return ecdhe(message, hello)
        .or(() -> dhe(message, hello))
        .or(() -> Optional.of(new ServerKeyExchangeView(body, -1, NONE, 0, -1, NONE, message.place())));
  }

  private static Optional<ServerKeyExchangeView> ecdhe(Event.Handshake message, ServerHelloView hello) {
    Cursor in = new Cursor(message.body());
    if (in.u8() != NAMED_CURVE) {
      return Optional.empty();
    }
    int group = in.u16();
    byte[] point = in.opaque8();
    return signed(message, hello, in, group, point, 0);
  }

  private static Optional<ServerKeyExchangeView> dhe(Event.Handshake message, ServerHelloView hello) {
    Cursor in = new Cursor(message.body());
    BigInteger prime = new BigInteger(1, in.opaque16());
    in.opaque16();
    in.opaque16();
    return signed(message, hello, in, -1, NONE, prime.bitLength());
  }

  /** The form fits if the signature behind the parameters fills the message to its end. */
  private static Optional<ServerKeyExchangeView> signed(
      Event.Handshake message, ServerHelloView hello, Cursor in, int group, byte[] point, int primeBits) {
    byte[] params = Arrays.copyOf(message.body(), in.position());
    boolean anonymous = in.remaining() == 0;
    int scheme = !anonymous && hello.version() >= ServerHelloView.TLS12 ? in.u16() : -1;
    byte[] signature = anonymous ? NONE : in.opaque16();
    return in.exhausted() || in.remaining() > 0
        ? Optional.empty()
        : Optional.of(
            new ServerKeyExchangeView(params, group, point, primeBits, scheme, signature, message.place()));
  }
}
