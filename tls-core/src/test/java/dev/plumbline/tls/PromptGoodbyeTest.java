package dev.plumbline.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A server may say Finished and close_notify in one breath: then there was a handshake, and there is nothing to read.
 */
class PromptGoodbyeTest {
  private static final String HOST = "mqtt.harbor.example";

  @Test
  void aHandshakeIsCompletedEvenIfTheServerClosesInTheSameBytes() throws Exception {
    TestPki pki = new TestPki();
    IssuedCertificate root = pki.ca("Root").selfSigned();
    JsseServer server =
        JsseServer.of(JsseServer.context(root, pki.server(HOST).issuedBy(root)), ssl -> {});
    try (CryptoEngine engine = Engines.software();
        TrustAnchors anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(root.der())));
        TlsClient client = new TlsClient(TlsClientConfig.builder(engine, anchors).serverName(HOST).build())) {
      MemoryLink link = new MemoryLink(client, server);
      byte[] serverFlight = server.exchange(link.drain());
      client.receive(ByteBuffer.wrap(serverFlight));
      ByteArrayOutputStream last = new ByteArrayOutputStream();
      last.writeBytes(server.exchange(link.drain()));
      assertFalse(client.handshakeCompleted());
      server.engine().closeOutbound();
      last.writeBytes(server.exchange(new byte[0]));
      link.deliver(last.toByteArray());
      assertTrue(client.handshakeCompleted());
      assertFalse(client.established());
    }
  }
}
