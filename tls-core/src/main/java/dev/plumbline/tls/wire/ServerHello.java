package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.List;

/**
 * ServerHello (RFC 5246 §7.4.1.3): version, random[32], session_id&lt;0..32&gt;, one suite, one compression method,
 * extensions.
 */
public record ServerHello(
    int serverVersion,
    Bytes random,
    Bytes sessionId,
    int cipherSuite,
    int compressionMethod,
    List<Extension> extensions)
    implements HandshakeMessage {
  public ServerHello {
    extensions = List.copyOf(extensions);
    Hellos.check(random, sessionId);
  }

  public static ServerHello read(WireReader in) throws TlsAlert {
    int version = in.u16("server_version");
    Bytes random = in.opaque(ClientHello.RANDOM_LENGTH, "random");
    Bytes sessionId = in.opaque8(0, ClientHello.MAX_SESSION_ID, "session_id");
    int suite = in.u16("cipher_suite");
    int compression = in.u8("compression_method");
    return new ServerHello(version, random, sessionId, suite, compression, Hellos.readExtensions(in));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO;
  }

  @Override
  public void write(WireWriter out) {
    out.u16(serverVersion).opaque(random).opaque8(sessionId).u16(cipherSuite).u8(compressionMethod);
    Hellos.writeExtensions(extensions, out);
  }
}
