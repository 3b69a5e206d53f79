package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/**
 * ClientKeyExchange (RFC 5246 §7.4.7): for ECDHE {@code opaque point<1..2^8-1>} (RFC 8422 §5.7), for RSA
 * {@code opaque EncryptedPreMasterSecret<0..2^16-1>} (RFC 5246 §7.4.7.1).
 *
 * @param exchangeKeys the body, whose form the suite decides
 */
public record ClientKeyExchange(Bytes exchangeKeys) implements HandshakeMessage {
  public static ClientKeyExchange ofPoint(Bytes point) {
    return new ClientKeyExchange(new WireWriter(new byte[1 + point.length()]).opaque8(point).toBytes());
  }

  public static ClientKeyExchange ofEncryptedPreMasterSecret(Bytes encrypted) {
    return new ClientKeyExchange(new WireWriter(new byte[2 + encrypted.length()]).opaque16(encrypted).toBytes());
  }

  public static ClientKeyExchange read(WireReader in) throws TlsAlert {
    if (!in.hasMore()) {
      throw in.malformed("exchange_keys are missing");
    }
    return new ClientKeyExchange(in.rest());
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_KEY_EXCHANGE;
  }

  @Override
  public void write(WireWriter out) {
    out.opaque(exchangeKeys);
  }
}
