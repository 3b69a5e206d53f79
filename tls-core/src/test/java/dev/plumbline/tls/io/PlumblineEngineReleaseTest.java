package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/**
 * An SSLEngine has no close: what its client holds must go by itself, when both sides have closed or a handshake has
 * failed.
 */
class PlumblineEngineReleaseTest {
  private static final String HOST = "mqtt.harbor.example";

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final JsseServer server =
      JsseServer.of(JsseServer.context(root, pki.server(HOST).issuedBy(root)), ssl -> {});
  private final ByteBuffer plain = ByteBuffer.allocate(1 << 15);

  @Test
  void nothingIsHeldAfterBothSidesHaveClosed() throws Exception {
    LeakCheckingEngine crypto = new LeakCheckingEngine(Engines.software());
    try (TrustAnchors anchors = trusting(crypto, root)) {
      PlumblineEngine engine = engine(crypto, anchors);
      handshake(engine);
      assertTrue(crypto.openHandles() > 0);
      engine.closeOutbound();
      engine.unwrap(ByteBuffer.wrap(server.exchange(wrap(engine))), plain.clear());
      engine.closeInbound();
    }
    assertEquals(0, crypto.openHandles());
  }

  @Test
  void nothingIsHeldAfterAHandshakeThatFailed() throws Exception {
    LeakCheckingEngine crypto = new LeakCheckingEngine(Engines.software());
    try (TrustAnchors anchors = trusting(crypto, pki.ca("Stranger").selfSigned())) {
      PlumblineEngine engine = engine(crypto, anchors);
      assertThrows(SSLHandshakeException.class, () -> handshake(engine));
      assertTrue(wrap(engine).length > 0, "the alert");
      assertTrue(engine.isOutboundDone() && engine.isInboundDone());
    }
    assertEquals(0, crypto.openHandles());
  }

  private void handshake(PlumblineEngine engine) throws SSLException {
    engine.beginHandshake();
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      ByteBuffer answer = ByteBuffer.wrap(server.exchange(wrap(engine)));
      while (answer.hasRemaining()) {
        engine.unwrap(answer, plain.clear());
      }
    }
  }

  private static byte[] wrap(PlumblineEngine engine) throws SSLException {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static TrustAnchors trusting(LeakCheckingEngine crypto, IssuedCertificate root) throws Exception {
    return TrustAnchors.of(crypto, List.of(ParsedCertificate.parse(root.der())));
  }

  private static PlumblineEngine engine(LeakCheckingEngine crypto, TrustAnchors anchors) {
    TlsClientConfig defaults = TlsClientConfig.builder(crypto, anchors).serverName(HOST).build();
    SocketSettings settings = new SocketSettings(() -> TlsClientConfig.builder(crypto, anchors), defaults);
    return new PlumblineEngine(settings, HOST, 8883);
  }
}
