package dev.plumbline.tls.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers often close the transport without an answer to close_notify; a reader must not wait for one for ever. */
class GoodbyeTest {
  @Test
  void isClosedWhenTheTransportEndsAfterOurCloseNotify() throws TlsAlert {
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(fixture.config().build())) {
      MemoryLink link =
          new MemoryLink(client, JsseServer.of(JsseServer.context(null, ClientFixture.EC), engine -> { })).run();
      client.closeNotify();
      assertTrue(link.drain().length > 0);
      assertFalse(client.closed());
      client.receiveEnd();
      assertTrue(client.closed());
      assertEquals(Optional.empty(), client.failure());
    }
  }
}
