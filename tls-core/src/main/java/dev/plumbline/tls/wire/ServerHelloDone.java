package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/** {@code struct { } ServerHelloDone} (RFC 5246 §7.4.5). */
public record ServerHelloDone() implements HandshakeMessage {
  public static ServerHelloDone read(WireReader in) throws TlsAlert {
    in.end();
    return new ServerHelloDone();
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO_DONE;
  }

  @Override
  public void write(WireWriter out) {}
}
