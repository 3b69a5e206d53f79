package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The ClientHello that a device of a profile begins with. */
public final class ProfileHello {
  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_HEADER = 4;
  private static final int ROOM = 1 << 14;

  private ProfileHello() {}

  /**
   * The body of the message, made anew each time.
   *
   * @param serverName the host that the device wants
   * @throws IllegalArgumentException if that can't be a host's name
   */
  public static byte[] body(DeviceProfile profile, String serverName) {
    try (CryptoEngine engine = profile.engine().spec().open(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, List.of());
        TlsClient client = new TlsClient(profile
            .apply(TlsClientConfig.builder(engine, anchors).serverName(serverName), engine.profile()).build())) {
      ByteBuffer out = ByteBuffer.allocate(ROOM);
      client.transmit(out);
      return Arrays.copyOfRange(out.array(), RECORD_HEADER + HANDSHAKE_HEADER, out.position());
    }
  }
}
