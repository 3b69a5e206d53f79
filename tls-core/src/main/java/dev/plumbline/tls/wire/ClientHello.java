package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.List;

/**
 * ClientHello (RFC 5246 §7.4.1.2): version, random[32], session_id&lt;0..32&gt;, cipher_suites&lt;2..2^16-2&gt;,
 * compression_methods&lt;1..2^8-1&gt;, and extensions&lt;0..2^16-1&gt; if there are any.
 *
 * <p>Suites are numbers here, because devices offer many that this client does not have.
 */
public record ClientHello(
    int clientVersion,
    Bytes random,
    Bytes sessionId,
    List<Integer> cipherSuites,
    Bytes compressionMethods,
    List<Extension> extensions)
    implements HandshakeMessage {
  public static final int RANDOM_LENGTH = 32;
  public static final int MAX_SESSION_ID = 32;

  public ClientHello {
    cipherSuites = List.copyOf(cipherSuites);
    extensions = List.copyOf(extensions);
    Hellos.check(random, sessionId);
  }

  public static ClientHello read(WireReader in) throws TlsAlert {
    int version = in.u16("client_version");
    Bytes random = in.opaque(RANDOM_LENGTH, "random");
    Bytes sessionId = in.opaque8(0, MAX_SESSION_ID, "session_id");
    WireReader vector = in.vector16(2, 0xFFFE, "cipher_suites");
    List<Integer> suites = new ArrayList<>();
    while (vector.hasMore()) {
      suites.add(vector.u16("cipher_suite"));
    }
    Bytes compression = in.opaque8(1, 0xFF, "compression_methods");
    List<Extension> extensions = Hellos.readExtensions(in);
    return new ClientHello(version, random, sessionId, suites, compression, extensions);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_HELLO;
  }

  @Override
  public void write(WireWriter out) {
    out.u16(clientVersion).opaque(random).opaque8(sessionId);
    int mark = out.open16();
    cipherSuites.forEach(out::u16);
    out.close16(mark).opaque8(compressionMethods);
    Hellos.writeExtensions(extensions, out);
  }
}
