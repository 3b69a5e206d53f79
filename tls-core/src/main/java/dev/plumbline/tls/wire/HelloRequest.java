package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/** {@code struct { } HelloRequest} (RFC 5246 §7.4.1.1). */
public record HelloRequest() implements HandshakeMessage {
  public static HelloRequest read(WireReader in) throws TlsAlert {
    in.end();
    return new HelloRequest();
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.HELLO_REQUEST;
  }

  @Override
  public void write(WireWriter out) {}
}
